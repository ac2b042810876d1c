import type { Me } from '../partners/people.ts';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { zoneAt, type ProgrammeDays } from './programme-day.ts';
import { usePublisher } from './rules-query.ts';

interface Published {
  readonly effectiveFrom: string;
  readonly publishedAt: string | null;
  readonly publishedBy: string | null;
  readonly reason: string | null;
}

/** Since when, by whom and why. */
export function PublishedLine({ of: { effectiveFrom, publishedAt, publishedBy, reason }, days, me }: { of: Published; days: ProgrammeDays; me: Me }) {
  const say = useTexts(publicationTexts);
  const publisher = usePublisher(me);
  return (
    <p className="small muted">
      {publishedAt === null ? publisher(null) : `${say('since', { time: timeText(effectiveFrom, zoneAt(effectiveFrom, days)) })} · ${publisher(publishedBy)}, ${timeText(publishedAt)}`}
      {reason !== null && <span className="rate-reason as-written">{reason}</span>}
    </p>
  );
}
