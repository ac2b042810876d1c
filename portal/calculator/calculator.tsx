import { useEffect, useState } from 'react';
import type { AnswerOf } from '../api/routes.ts';
import { useTexts } from '../texts/language.ts';
import { calculatorTexts } from '../texts/calculator.texts.ts';
import { addressOf, settingIn, type Setting } from './calculator-address.ts';
import { CalculatorFields, type Typed } from './calculator-fields.tsx';
import { CalculatorResult } from './calculator-result.tsx';
import { earningsOf } from './earnings.ts';
import './calculator.scss';

type Programme = AnswerOf<'/api/programme'>;

/** Nobody reads an address while typing; the browser also refuses too many changes of it. */
const addressDelay = 300;

export function Calculator({ programme }: { programme: Programme }) {
  const say = useTexts(calculatorTexts);
  const { averageDeal, tiers } = programme;
  const popular = tiers.find(({ mostPopular }) => mostPopular) ?? tiers[0];
  const usual: Setting = { deal: averageDeal.amount.replace(/\.0+$/, ''), dealsPerYear: 4, contract: 'annual', termYears: 3, tier: popular?.code ?? '' };
  const [setting, setSetting] = useState(() => settingIn(new URLSearchParams(location.search), usual));
  const [qualifiedFor, setQualifiedFor] = useState<string | null>(null);
  const [unread, setUnread] = useState<ReadonlySet<Typed>>(new Set());
  useAddress(setting, usual);

  const chosen = tiers.find(({ code }) => code === (setting.tier === 'qualify' ? qualifiedFor : setting.tier)) ?? (setting.tier === 'qualify' ? undefined : popular);
  const earnings = chosen && earningsOf({ ...setting, percent: chosen.commissionPercent });
  return (
    <section className="section wide" id="calculator" aria-labelledby="calculator-title">
      <div className="section-head">
        <h2 id="calculator-title">{say('title')}</h2>
        <p className="lead">{say('lead')}</p>
      </div>
      <div className="calculator">
        <CalculatorFields programme={programme} setting={setting} onChange={setSetting} unread={unread} onUnread={(field, isUnread) => setUnread(new Set([...unread].filter((it) => it !== field).concat(isUnread ? field : [])))} onQualified={setQualifiedFor} />
        <CalculatorResult isUnknown={unread.size > 0} setting={setting} tier={chosen} earnings={earnings} currency={averageDeal.currency} />
      </div>
    </section>
  );
}

/** Writes what is set into the address, past the router: nothing else on the page depends on it. */
function useAddress(setting: Setting, usual: Setting): void {
  const search = String(addressOf(setting));
  const isUsual = search === String(addressOf(usual));
  useEffect(() => {
    if (isUsual && location.search === '') return undefined;
    const timer = window.setTimeout(() => history.replaceState(history.state, '', isUsual ? location.pathname : `?${search}${location.hash}`), addressDelay);
    return () => window.clearTimeout(timer);
  }, [search, isUsual]);
}
