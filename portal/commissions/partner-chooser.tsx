import { useId } from 'react';
import { generatePath, useNavigate } from 'react-router';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { Suggestions } from '../form/suggestions.tsx';
import { pages } from '../pages.ts';
import { statuses } from '../partners/partner-address.ts';
import { useTierName } from '../review/queue-row.tsx';
import { useTexts } from '../texts/language.ts';
import { commissionsTexts } from '../texts/commissions.texts.ts';

type Listed = AnswerOf<'/api/partners'>['items'][number];
const find = async (q: string, signal: AbortSignal) => (await get('/api/partners', { query: { q, status: statuses.join(','), sort: 'company', limit: 8 }, signal })).items;

/** Leads to the statement of any partner, for the month that is looked at. */
export function PartnerChooser({ period }: { period: string }) {
  const say = useTexts(commissionsTexts);
  const tierName = useTierName();
  const navigate = useNavigate();
  const id = useId();
  const open = ({ partnerId }: Listed) => void navigate(generatePath(pages.partnerStatement, { id: partnerId ?? '', period }));
  return (
    <section className="stack" aria-labelledby="statements">
      <h2 id="statements" className="part-title">{say('statements')}</h2>
      <div className="panel field">
        <label className="form-label" htmlFor={id}>{say('whose')}</label>
        <Suggestions wiring={{ id, 'aria-invalid': undefined, 'aria-describedby': `${id}-hint` }} label={say('whose')} kind="partners-found" find={find} keyOf={(it) => it.id} textOf={(it) => it.company} moreOf={(it) => `${it.tierHeld === null ? '' : tierName(it.tierHeld)} · ${it.country}`} onChoose={open} />
        <p className="form-text" id={`${id}-hint`}>{say('whoseHint')}</p>
      </div>
    </section>
  );
}
