import { useEffect, useState } from 'react';
import { deadlineText, timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';
import type { Status } from './standing.tsx';

/** The promise as a clock: what is left of it, when it ends, and how much has gone by. */
export function ReviewClock({ status: { clock, submittedAt, decisionDueAt }, asOf }: { status: Status; asOf: number }) {
  const say = useTexts(statusTexts);
  const now = useMinutes();
  const isPaused = clock.state === 'paused';
  if (clock.remainingMinutes === null) return null;
  const left = clock.remainingMinutes - (isPaused ? 0 : Math.floor(Math.max(0, now - asOf) / 60_000));
  const whole = decisionDueAt === null ? undefined : (Date.parse(decisionDueAt) - Date.parse(submittedAt)) / 60_000;
  const isLate = left < 0;
  return (
    <section className={isLate ? 'panel clock clock-late' : 'panel clock'} aria-labelledby="clock-title">
      <h2 id="clock-title" className="standing-title">{say('clock')}</h2>
      <p className="clock-left" role="timer">{isLate ? say('overdue') : say('hoursMinutes', { hours: Math.floor(left / 60), minutes: left % 60 })}</p>
      {whole !== undefined && !isLate && <progress className="clock-bar" aria-hidden="true" max={whole} value={Math.max(0, whole - left)} />}
      <p className="muted clock-facts">
        <span>{say('sentOn', { time: timeText(submittedAt) })}</span>
        <span>{isPaused ? say('paused') : decisionDueAt !== null && say('due', { time: deadlineText(decisionDueAt) })}</span>
      </p>
    </section>
  );
}

function useMinutes(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 10_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
