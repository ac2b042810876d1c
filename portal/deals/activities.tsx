import { calendarDayText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { kindTexts } from './activity-kinds.ts';
import { ActivityForm } from './activity-form.tsx';
import type { OneDeal } from './deal-queries.ts';

/** Evidence of work, the latest first, and a form to add to it. */
export function Activities({ deal, mayLog }: { deal: OneDeal; mayLog: boolean }) {
  const say = useTexts(dealTexts);
  return (
    <section className="stack" aria-labelledby="activities">
      <h2 id="activities" className="part-title">{say('activities')}</h2>
      <p className="muted">{deal.activities.length === 0 ? say('noActivities') : say('activitiesHint')}</p>
      {mayLog && <ActivityForm dealId={deal.id} />}
      {deal.activities.length > 0 && (
        <ul className="activities">
          {deal.activities.map(({ id, kind, date, note }) => (
            <li key={id}>
              <p><strong>{say(kindTexts.find(([it]) => it === kind)?.[1] ?? 'otherKind')}</strong> <span className="muted small">{calendarDayText(date)}</span></p>
              <p className="told">{note}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
