import { generatePath, Link } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';
import { useTierName } from '../review/queue-row.tsx';
import { StatusTag } from '../review/status-tag.tsx';
import { useLanguage, useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { useManagers, type Me } from './people.ts';

type Listed = AnswerOf<'/api/partners'>['items'][number];

export function PartnerRow({ partner: { company, country, reference, partnerId, partnerStatus, tierHeld, managerId, needsManager }, me }: { partner: Listed; me: Me }) {
  const say = useTexts(partnerTexts);
  const tierName = useTierName();
  const region = useRegionName();
  const { nameOf } = useManagers(me);
  return (
    <li className="queue-row">
      <div className="queue-what">
        <Link className="queue-name" to={generatePath(pages.partner, { id: partnerId ?? '' })}>{company}</Link>
        <p className="small muted">{region(country)} · {reference}</p>
      </div>
      <p>{tierHeld !== null && tierName(tierHeld)}</p>
      <div className="queue-state"><StatusTag status={partnerStatus ?? ''} /></div>
      <p className="small">{needsManager ? <span className="tag tag-warn">{say('needsManager')}</span> : <span className="muted">{managerId === null ? say('noManager') : say('lookedAfter', { name: nameOf(managerId) })}</span>}</p>
    </li>
  );
}

export function useRegionName(): (code: string) => string {
  const language = useLanguage();
  return (code) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}
