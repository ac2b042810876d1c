import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { programmeQuery } from '../api/queries.ts';
import { Refusal } from '../api/refusal.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import type { Me } from '../partners/people.ts';
import { useLanguage, useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';
import { TeamOnly } from '../workplace/team-only.tsx';
import { PlanForm } from './plan-form.tsx';
import { Plans } from './plans.tsx';
import { ProgrammeNav } from './programme-nav.tsx';
import { RateForm } from './rate-form.tsx';
import { Rates } from './rates.tsx';
import { daysQuery, plansQuery, ratesQuery } from './rules-query.ts';
import type { Seen } from './seen.ts';
import { Told } from './told.tsx';
import { useOpener } from './use-opener.ts';
import '../review/review.scss';
import './programme-admin.scss';

/** What counts in the programme, what comes, and who said so. */
export function Rules() {
  const say = useTexts(rulesTexts);
  usePageTitle(say('title'));
  return <TeamOnly needs="commissions:read">{({ user }) => <Read me={user} />}</TeamOnly>;
}

interface Opened {
  readonly which: 'rate' | 'plan';
  /** What was there then. */
  readonly seen: Seen;
  /** How often it was begun: anew it is another form, with nothing typed. */
  readonly time: number;
}

function Read({ me }: { me: Me }) {
  const say = useTexts(rulesTexts);
  const queries = useQueryClient();
  const { open, ...forms } = useOpener<Opened>(({ which }) => which);
  const [told, setTold] = useState<string>();
  const programme = useQuery(programmeQuery(useLanguage()));
  const [rates, plans, day] = [useQuery(ratesQuery), useQuery(plansQuery), useQuery(daysQuery)];
  const mayPublish = me.permissions.includes('rates:manage');
  const today = day.data?.today;
  const tiers = programme.data?.tiers ?? [];
  const failed = [programme, rates, plans, day].find(({ error }) => error instanceof Refusal);
  const readAnew = async () => Promise.all(['rates', 'plans', 'programme'].map((kind) => queries.invalidateQueries({ queryKey: [kind] })));
  async function done(sentence: string): Promise<void> {
    forms.done();
    setTold(sentence);
    await readAnew();
  }
  const current = { rates: rates.data ?? [], plans: plans.data ?? [] };
  const show = (which: Opened['which']) => { setTold(undefined); forms.show({ which, seen: current, time: (open?.time ?? 0) + 1 }); };
  const form = open && { tiers, opened: open.seen, current, today: today ?? '', onStale: () => void readAnew(), onAnew: () => show(open.which), onDone: done, onCancel: forms.putAway };
  const callOff = { mayPublish, onOpen: () => setTold(undefined), onDone: done };
  return (
    <div className="wide-page review">
      <div className="stack"><h1>{say('title')}</h1><p className="lead">{say('lead')}</p></div>
      <ProgrammeNav at="rules" me={me} />
      <Told sentence={told} />
      {failed?.error instanceof Refusal && <RefusalNotice refusal={failed.error} onRetry={() => void Promise.all([programme, rates, plans, day].map((it) => it.refetch()))} />}
      {!failed && (!rates.data || !plans.data || today === undefined || !programme.data) && <div className="waiting" aria-hidden="true"><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /><span className="skeleton skeleton-row" /></div>}
      {rates.data && plans.data && today !== undefined && programme.data && (
        <>
          <Rates tiers={tiers} rates={rates.data} plans={plans.data} today={today} me={me} {...callOff} />
          {mayPublish && open === undefined && <div className="actions"><button type="button" ref={forms.button('rate')} className="btn btn-primary" onClick={() => show('rate')}>{say('newRate')}</button><button type="button" ref={forms.button('plan')} className="btn btn-quiet" onClick={() => show('plan')}>{say('newPlan')}</button></div>}
          {open?.which === 'rate' && form && <section className="panel stack" aria-labelledby="rate-form"><h2 id="rate-form" className="part-title">{say('newRate')}</h2><RateForm key={open.time} {...form} /></section>}
          {open?.which === 'plan' && form && <section className="panel stack" aria-labelledby="plan-form"><h2 id="plan-form" className="part-title">{say('newPlan')}</h2><PlanForm key={open.time} {...form} /></section>}
          <Plans plans={plans.data} tiers={tiers} today={today} me={me} {...callOff} />
        </>
      )}
    </div>
  );
}
