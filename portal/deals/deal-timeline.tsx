import { timeText } from '../texts/formats.ts';
import { useTexts, type Say } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { kindTexts } from './activity-kinds.ts';
import type { OneDeal } from './deal-queries.ts';
import '../design/timeline.scss';

type Key = keyof typeof dealTexts.en;
type Entry = OneDeal['timeline'][number];

const events: Readonly<Record<string, Key>> = {
  registered: 'registered', approved: 'approvedEvent', queued: 'queuedEvent', promoted: 'promoted', rejected: 'rejectedEvent', returned: 'returnedEvent', resubmitted: 'resubmitted', withdrawn: 'withdrawnEvent',
  activity_logged: 'activity_logged', reminded: 'reminded', inactivity_warned: 'inactivity_warned', expired: 'expiredEvent', revoked: 'revokedEvent',
  extension_requested: 'extension_requested', extension_granted: 'extension_granted', extension_refused: 'extension_refused', won: 'wonEvent', lost: 'lostEvent',
  // Told to the vendor's people alone, and so is the note of a win.
  report_held: 'report_held',
};
/** Whose reason a person has written; those of others are codes, which the event says already. */
const written = new Set(['withdrawn', 'returned', 'extension_requested', 'extension_granted', 'extension_refused', 'lost', 'won']);

export function DealTimeline({ deal, isVendor }: { deal: OneDeal; isVendor: boolean }) {
  const say = useTexts(dealTexts);
  const people = { partner: isVendor ? deal.partner.companyName : say('byPartner'), vendor: say('byVendor'), system: say('bySystem') };
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history" className="part-title">{say('history')}</h2>
      <ol className="timeline">
        {deal.timeline.toReversed().map((entry) => {
          const why = whyOf(say, entry);
          // Nobody wins or loses a deal by the passing of time: without a person, the CRM has reported it.
          const by = entry.by === 'system' && (entry.event === 'won' || entry.event === 'lost') ? say('byCrm') : people[entry.by];
          return (
            <li key={`${entry.at} ${entry.event}`}>
              <span>{say(events[entry.event] ?? 'changed')}{why !== undefined && <span className="muted">: {why}</span>}</span>
              <span className="muted small"><time dateTime={entry.at}>{timeText(entry.at)}</time> · {by}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function whyOf(say: Say<Key>, { event, why }: Entry): string | undefined {
  if (why === null) return undefined;
  if (event === 'activity_logged') return say(kindTexts.find(([kind]) => kind === why)?.[1] ?? 'otherKind');
  return written.has(event) ? why : undefined;
}
