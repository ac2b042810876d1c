import { useQuery } from '@tanstack/react-query';
import { generatePath, Link } from 'react-router';
import { catalogueQuery } from '../api/queries.ts';
import { pages } from '../pages.ts';
import { timeText } from '../texts/formats.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import type { Deal } from './deal-review.tsx';
import { DealTag } from './deal-tag.tsx';
import { useHere } from './way-back.ts';

const competing = new Set(['submitted', 'queued', 'approved', 'returned']);

/** Who has registered the same opportunity, in the order in which they came: the one that holds it stands before those that wait. */
export function Rivals({ deal }: { deal: Deal }) {
  const say = useTexts(dealReviewTexts);
  const here = useHere();
  const { data: catalogue } = useQuery(catalogueQuery(useLanguage()));
  const rivals = deal.review?.rivals ?? [];
  const own = { id: deal.id, reference: deal.reference, companyName: deal.partner.companyName, status: deal.status, productFamilies: deal.productFamilies, registeredAt: deal.registeredAt };
  const open = [...rivals, own].filter(({ status }) => competing.has(status)).toSorted((a, b) => Number(b.status === 'approved') - Number(a.status === 'approved') || a.registeredAt.localeCompare(b.registeredAt));
  const rows = [...open, ...rivals.filter(({ status }) => !competing.has(status))];
  const families = (codes: readonly string[]) => codes.map((code) => catalogue?.productFamilies.find((it) => it.code === code)?.label ?? code).join(', ');
  return (
    <section className="stack" aria-labelledby="queue">
      <h2 id="queue" className="part-title">{say('queue')}</h2>
      {rivals.length === 0 ? <p className="muted">{say('queueNone')}</p> : (
        <div className="beside">
          <table>
            <thead><tr>{(['place', 'partner', 'products', 'state', 'since'] as const).map((name) => <th key={name} scope="col">{say(name)}</th>)}</tr></thead>
            <tbody>
              {rows.map((it, index) => (
                <tr key={it.id} className={it.id === deal.id ? 'same' : undefined}>
                  <th scope="row">{index < open.length ? index + 1 : '–'}</th>
                  <td>{it.companyName}<br />{it.id === deal.id ? `${it.reference} · ${say('here')}` : <Link to={generatePath(pages.dealReview, { id: it.id })} state={here}>{it.reference}</Link>}</td>
                  <td>{families(it.productFamilies)}</td><td><DealTag status={it.status} /></td><td>{timeText(it.registeredAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
