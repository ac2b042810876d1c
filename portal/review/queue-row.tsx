import { useQuery } from '@tanstack/react-query';
import { generatePath, Link } from 'react-router';
import { programmeQuery } from '../api/queries.ts';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { ClockLeft } from './clock-left.tsx';
import type { QueueItem } from './queue.ts';
import { StatusTag } from './status-tag.tsx';
import { useTakenBy } from './taken-by.ts';

interface Props {
  readonly item: QueueItem;
  readonly asOf: number;
  readonly me: string;
  readonly search: string;
}

export const applicationAddress = (id: string, search: string) => ({ pathname: generatePath(pages.application, { id }), search });

export function QueueRow({ item, asOf, me, search }: Props) {
  const say = useTexts(reviewTexts);
  const language = useLanguage();
  const tierName = useTierName();
  const takenBy = useTakenBy(me);
  const country = new Intl.DisplayNames(language, { type: 'region' }).of(item.country) ?? item.country;
  return (
    <li className="queue-row">
      <div className="queue-what">
        <Link className="queue-name" to={applicationAddress(item.id, search)}>{item.company}</Link>
        <p className="small muted">{item.reference} · {country} · {say('sent', { time: timeText(item.submittedAt) })}</p>
      </div>
      <div className="queue-tiers small">
        <p>{say('asksFor', { tier: tierName(item.tierAskedFor) })}</p>
        <p className="muted">{item.tierQualifiedFor === null ? say('qualifiesNot') : say('qualifies', { tier: tierName(item.tierQualifiedFor) })}</p>
      </div>
      <div className="queue-state">
        <StatusTag status={item.partnerStatus ?? item.status} />
        {item.contested && <span className="tag tag-warn">{say('contested')}</span>}
        {item.reviewerId !== null && item.partnerId === null && <p className="small muted">{takenBy(item.reviewerId)}</p>}
      </div>
      <ClockLeft clock={item.clock} submittedAt={item.submittedAt} decisionDueAt={item.decisionDueAt} asOf={asOf} />
    </li>
  );
}

export function useTierName(): (code: string) => string {
  const { data } = useQuery(programmeQuery(useLanguage()));
  return (code) => data?.tiers.find((tier) => tier.code === code)?.name ?? code;
}
