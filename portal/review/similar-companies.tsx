import { generatePath, Link } from 'react-router';
import { pages } from '../pages.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import type { Application } from './review-page.tsx';
import { StatusTag } from './status-tag.tsx';

/** This company and those that it may be, column beside column, what is the same marked. */
export function SimilarCompanies({ application: { similar, fields: { company }, reference, status } }: { application: Application }) {
  const say = useTexts(reviewTexts);
  const language = useLanguage();
  const country = (code: string) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  const marked = (is: boolean) => (is ? 'same' : undefined);
  return (
    <section className="stack" aria-labelledby="similar">
      <h2 id="similar" className="part-title">{say('similar')}</h2>
      {similar.length === 0 ? <p className="muted">{say('similarNone')}</p> : (
        <div className="beside">
          <table>
            <thead><tr><th scope="col">{say('company')}</th><th scope="col">{say('thisOne')}<br />{reference}</th>{similar.map((it) => <th key={it.id} scope="col">{say(it.kind === 'partner' ? 'kindPartner' : 'kindApplication')}<br /><Link to={generatePath(pages.application, { id: it.applicationId })}>{it.reference}</Link></th>)}</tr></thead>
            <tbody>
              <tr><th scope="row">{say('legalName')}</th><td>{company.legalName}</td>{similar.map((it) => <td key={it.id} className={marked(it.why.includes('name_and_country') || it.why.includes('similar_name'))}>{it.company}</td>)}</tr>
              <tr><th scope="row">{say('country')}</th><td>{country(company.country)}</td>{similar.map((it) => <td key={it.id} className={marked(it.why.includes('name_and_country'))}>{country(it.country)}</td>)}</tr>
              <tr><th scope="row">{say('website')}</th><td>{company.website}</td>{similar.map((it) => <td key={it.id} className={marked(it.why.includes('domain'))}>{it.website}</td>)}</tr>
              <tr><th scope="row">{say('why')}</th><td>–</td>{similar.map((it) => <td key={it.id}>{it.why.map((why) => say(why)).join(', ')}</td>)}</tr>
              <tr><th scope="row">{say('status')}</th><td><StatusTag status={status} /></td>{similar.map((it) => <td key={it.id}><StatusTag status={it.status} /></td>)}</tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
