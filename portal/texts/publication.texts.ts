import { texts } from './texts.ts';

/** What every publication of the programme says: from when, by whom and why. */
export const publicationTexts = texts(
  {
    from: 'From',
    fromHint: 'Left empty, it counts at once; else tomorrow or later. A day begins at midnight in the programme’s time zone.',
    laterHint: 'The day after tomorrow or later.',
    why: 'Why?',
    whyHint: 'Stays on record with your name; partners do not see it.',
    since: 'From {time}',
    change: 'Change',
    publish: 'Publish',
    coming: 'comes',
    before: 'Before ({count})',
    told: 'Published. It counts from when you said, and the past stays as it is.',
  },
  {
    from: 'Ab',
    fromHint: 'Leer gilt es sofort, sonst ab morgen oder später. Ein Tag beginnt um Mitternacht in der Zeitzone des Programms.',
    laterHint: 'Übermorgen oder später.',
    why: 'Warum?',
    whyHint: 'Bleibt mit Ihrem Namen festgehalten; Partner sehen es nicht.',
    since: 'Ab {time}',
    change: 'Ändern',
    publish: 'Veröffentlichen',
    coming: 'kommt',
    before: 'Früher ({count})',
    told: 'Veröffentlicht. Es gilt, ab wann Sie gesagt haben; die Vergangenheit bleibt, wie sie ist.',
  },
);
