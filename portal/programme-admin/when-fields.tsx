import { TextField } from '../form/text-field.tsx';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';

/** From when on, and why: `later` where it must be a day to come, else at once unless a day is said. */
export function WhenFields({ later = false }: { later?: boolean }) {
  const say = useTexts(publicationTexts);
  return (
    <>
      <TextField name={later ? 'effectiveOn' : 'effectiveFrom'} label={say('from')} type="date" hint={say(later ? 'laterHint' : 'fromHint')} optional={!later} />
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
    </>
  );
}
