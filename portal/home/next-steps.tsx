import { Link } from 'react-router';
import type { Figure } from '#libs/contracts/http/dashboard';
import { numberText } from '../texts/formats.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';
import { pageOf } from './figure-link.ts';

/** Figures that ask for something, the most pressing first. */
const steps = ['deals_returned', 'deals_protection_ending', 'join_requests_open'] as const;

/** What waits for this person. */
export function NextSteps({ figures, mayRegister }: { figures: readonly Figure[]; mayRegister: boolean }) {
  const say = useTexts(homeTexts);
  const waiting = steps.flatMap((code) => figures.filter((figure) => figure.code === code && (figure.count ?? 0) > 0).map(({ count, link }) => ({ code, count: count ?? 0, page: pageOf(link) })));
  const register = mayRegister ? pageOf('/api/deals/new') : undefined;
  return (
    <section className="panel stack" aria-labelledby="steps">
      <h2 id="steps">{say('steps')}</h2>
      {waiting.length === 0 && <p className="muted">{say('noSteps')}</p>}
      {waiting.length > 0 && (
        <ul className="steps">
          {waiting.map(({ code, count, page }) => <li key={code}><span>{page === undefined ? say(code) : <Link to={page}>{say(code)}</Link>}</span><strong>{numberText(count)}</strong></li>)}
        </ul>
      )}
      {register !== undefined && <div><Link className="btn btn-primary" to={register}>{say('register')}</Link></div>}
    </section>
  );
}
