import { useEffect, useState } from 'react';
import { dayText, deadlineText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import type { OneDeal } from './deal-queries.ts';
import { approvedAt, daysUntil } from './protection-days.ts';

/** From here on the reminders have begun. */
const soonDays = 14;

/** How long the deal is still the company's. */
export function Protection({ deal }: { deal: OneDeal }) {
  const say = useTexts(dealTexts);
  const now = useHours();
  const { protectedUntil } = deal;
  if (protectedUntil === null) return null;
  const since = approvedAt(deal) ?? deal.registeredAt;
  const days = daysUntil(protectedUntil, now);
  const isSoon = days <= soonDays;
  return (
    <section className={isSoon ? 'panel protection protection-soon' : 'panel protection'} aria-labelledby="protection">
      <h2 id="protection" className="part-title">{say('protection')}</h2>
      <p className="protection-left" role="timer">{days === 0 ? say('lastDay') : days === 1 ? say('dayLeft') : say('daysLeft', { days })}</p>
      <progress className="protection-bar" aria-hidden="true" max={Date.parse(protectedUntil) - Date.parse(since)} value={Math.max(0, Date.parse(protectedUntil) - now)} />
      <p className="muted protection-facts"><span>{say('since', { day: dayText(since) })}</span><span>{say('until', { day: deadlineText(protectedUntil) })}</span></p>
      {isSoon && <p>{say('endsSoon')}</p>}
    </section>
  );
}

function useHours(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 60_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
