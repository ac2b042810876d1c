import { generatePath, Link } from 'react-router';
import { pages } from '../pages.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import type { Deal } from './deal-review.tsx';
import { DealTag } from './deal-tag.tsx';
import { useHere } from './way-back.ts';

type Candidate = NonNullable<Deal['review']>['candidates'][number];
export const nameOf = ({ known, accountId }: Candidate): string => known[0]?.name ?? accountId;

/** The customer as registered, and those that it may be, column beside column. */
export function BothSides({ deal: { account, review, reference, partner, status } }: { deal: Deal }) {
  const say = useTexts(dealReviewTexts);
  const here = useHere();
  const language = useLanguage();
  const country = (code: string) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  const candidates = review?.candidates ?? [];
  const standing = ({ known: [first] }: Candidate) => (first === undefined ? say('notInCrm') : first.named ? say('named') : first.directPipeline ? say('direct') : say('openToPartners'));
  return (
    <section className="stack" aria-labelledby="sides">
      <h2 id="sides" className="part-title">{say('sides')}</h2>
      {candidates.length === 0 ? <p className="muted">{say('noCandidates')}</p> : (
        <div className="beside">
          <table>
            <thead><tr><th scope="col">{say('customer')}</th><th scope="col">{say('thisOne')}</th>{candidates.map(({ accountId }) => <th key={accountId} scope="col">{say('candidate')}</th>)}</tr></thead>
            <tbody>
              <tr><th scope="row">{say('customer')}</th><td>{account.name}</td>{candidates.map((it) => <td key={it.accountId} className={it.why.includes('domain') ? undefined : 'same'}>{nameOf(it)}</td>)}</tr>
              <tr><th scope="row">{say('country')}</th><td>{country(account.country)}</td>{candidates.map((it) => <td key={it.accountId}>{it.known[0] ? country(it.known[0].country) : '–'}</td>)}</tr>
              <tr><th scope="row">{say('website')}</th><td>{account.website ?? '–'}</td>{candidates.map((it) => <td key={it.accountId} className={it.why.includes('domain') ? 'same' : undefined}>{it.known[0]?.website ?? '–'}</td>)}</tr>
              <tr><th scope="row">{say('alike')}</th><td>–</td>{candidates.map((it) => <td key={it.accountId}>{it.why.map((why) => say(why)).join(', ')}</td>)}</tr>
              <tr><th scope="row">{say('crm')}</th><td>–</td>{candidates.map((it) => <td key={it.accountId}>{standing(it)}</td>)}</tr>
              <tr>
                <th scope="row">{say('deals')}</th>
                <td>{reference} · {partner.companyName} <DealTag status={status} /></td>
                {candidates.map((it) => (
                  <td key={it.accountId}>
                    {it.deals.length === 0 && say('noDeals')}
                    {it.deals.map(({ id, reference: other, companyName, status: standsAt }) => <p key={id}><Link to={generatePath(pages.dealReview, { id })} state={here}>{other}</Link> · {companyName} <DealTag status={standsAt} /></p>)}
                    {it.dealsTotal > it.deals.length && <p className="small muted">{say('ofMany', { shown: it.deals.length, total: it.dealsTotal })}</p>}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
