import { useEffect, useRef, type ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { formatLocale, useLanguage, useTexts } from '../texts/language.ts';
import { problemTexts } from '../texts/problem.texts.ts';

type Code = keyof typeof problemTexts.en;
const isKnown = (code: string): code is Code => code in problemTexts.en;

interface Props {
  readonly refusal: Refusal;
  readonly onRetry?: () => void;
  /** Takes the focus, so that whoever has just sent something hears of it. */
  readonly focused?: boolean;
  readonly children?: ReactNode;
}

/** What went wrong, in the reader's language, with what to quote when asking for help; whoever can put it right themselves needs none. */
export function RefusalNotice({ refusal, onRetry, focused = false, children }: Props) {
  const say = useTexts(problemTexts);
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused, refusal]);
  const general = language === 'en' ? (refusal.detail ?? say('unknown')) : say('unknown');
  return (
    <div className="notice notice-bad" role="alert" tabIndex={-1} ref={box}>
      <strong>{say('title')}</strong>
      <p>
        {isKnown(refusal.code) ? say(refusal.code) : general}
        {refusal.retryAfter !== undefined && ` ${say('againIn', { wait: duration(refusal.retryAfter) })}`}
      </p>
      {children}
      {refusal.correlationId !== undefined && refusal.errors.length === 0 && <p className="small muted">{say('reference', { id: refusal.correlationId })}</p>}
      {onRetry && <div><button type="button" className="btn btn-quiet" onClick={onRetry}>{say('again')}</button></div>}
    </div>
  );
}

/** "45 seconds", "12 minutes", "2 hours". */
function duration(seconds: number): string {
  const [value, unit] = seconds < 120 ? [seconds, 'second'] : seconds < 7200 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(formatLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
