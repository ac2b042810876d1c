import { useEffect, useState } from 'react';
import { deadlineText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import type { QueueItem } from './queue.ts';

interface Props {
  readonly clock: QueueItem['clock'];
  readonly submittedAt: string;
  readonly decisionDueAt: string | null;
  /** When the server said so, in milliseconds. */
  readonly asOf: number;
}

const tones: Readonly<Record<QueueItem['clock']['state'], string>> = { running: '', warned: 'clock-warned', urgent: 'clock-urgent', overdue: 'clock-overdue', paused: 'clock-paused', stopped: 'clock-paused' };

/** The promise to decide in time: in words, and how much of it is used up. */
export function ClockLeft({ clock: { state, remainingMinutes }, submittedAt, decisionDueAt, asOf }: Props) {
  const say = useTexts(reviewTexts);
  const now = useMinutes();
  if (state === 'stopped' || remainingMinutes === null) return <p className="clock-left-words muted">{say('stopped')}</p>;
  if (state === 'paused') return <p className="clock-left-words muted">{say('paused')}</p>;
  const left = remainingMinutes - Math.floor(Math.max(0, now - asOf) / 60_000);
  const minutes = Math.abs(left);
  const whole = decisionDueAt === null ? 0 : (Date.parse(decisionDueAt) - Date.parse(submittedAt)) / 60_000;
  return (
    <div className={`clock-left-row ${tones[left < 0 ? 'overdue' : state]}`}>
      <p className="clock-left-words">{say(left < 0 ? 'lateBy' : 'timeLeft', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}</p>
      {whole > 0 && <progress aria-hidden="true" max={whole} value={Math.min(whole, Math.max(0, whole - left))} />}
      {decisionDueAt !== null && <p className="small muted">{say('dueBy', { time: deadlineText(decisionDueAt) })}</p>}
    </div>
  );
}

function useMinutes(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 15_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
