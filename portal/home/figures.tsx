import { Link } from 'react-router';
import type { Figure } from '#libs/contracts/http/dashboard';
import { fullMoney, numberText, shortMoney } from '../texts/formats.ts';
import { homeTexts } from '../texts/home.texts.ts';
import { useTexts } from '../texts/language.ts';
import { pageOf } from './figure-link.ts';

const money = ['commission_accrued', 'commission_held', 'commission_payable', 'commission_paid'] as const;
const pipeline = ['deals_open', 'deals_protected', 'deals_queued'] as const;
type Code = (typeof money)[number] | (typeof pipeline)[number];

interface Props {
  /** Undefined until they have come: their places stand already, so that nothing below moves. */
  readonly figures: readonly Figure[] | undefined;
  readonly showsMoney: boolean;
  readonly showsDeals: boolean;
}

/** What the services count, each figure with the way to what it counts. An amount in several currencies is several lines. */
export function Figures({ figures, showsMoney, showsDeals }: Props) {
  const say = useTexts(homeTexts);
  const of = (code: string) => figures?.filter((figure) => figure.code === code);
  const isThere = (code: string) => figures === undefined || figures.some((figure) => figure.code === code);
  return (
    <>
      {showsMoney && (
        <section className="stack" aria-labelledby="money">
          <h2 id="money">{say('money')}</h2>
          {money.some(isThere) ? <><dl className="figures">{money.map((code) => <Tile key={code} code={code} figures={of(code)} />)}</dl><p className="muted small">{say('accruedIs')}</p></> : <p className="panel muted">{say('noMoney')}</p>}
        </section>
      )}
      {showsDeals && isThere('deals_open') && (
        <section className="stack" aria-labelledby="pipeline">
          <h2 id="pipeline">{say('pipeline')}</h2>
          <dl className="figures">{pipeline.map((code) => <Tile key={code} code={code} figures={of(code)} worth={code === 'deals_open' ? of('deals_open_value') : []} />)}</dl>
        </section>
      )}
    </>
  );
}

function Tile({ code, figures, worth = [] }: { code: Code; figures: readonly Figure[] | undefined; worth?: readonly Figure[] | undefined }) {
  const say = useTexts(homeTexts);
  const first = figures?.[0];
  const page = first && pageOf(first.link);
  return (
    <div className="figure-tile">
      <dt>{page === undefined ? say(code) : <Link to={page}>{say(code)}</Link>}</dt>
      {figures === undefined && <dd className="figure" aria-hidden="true"><span className="skeleton" /></dd>}
      {figures?.map(({ amount, count, link }) => <dd key={link} className={amount === null ? 'figure' : 'figure figure-amount'} title={amount === null ? undefined : fullMoney(amount)}>{amount === null ? numberText(count ?? 0) : shortMoney(amount)}</dd>)}
      {worth.map(({ amount, link }) => amount && <dd key={link} className="muted small">{say('worth', { amount: fullMoney(amount) })}</dd>)}
    </div>
  );
}
