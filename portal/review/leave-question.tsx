import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';

interface Props {
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Escape is meant for the list or the calendar that is open in a field as often as for the form: what is typed is only thrown away by whoever says so. */
export function LeaveQuestion({ onLeave, onStay }: Props) {
  const say = useTexts(decisionTexts);
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Back to where it was typed, whichever way the question goes away.
    const before = document.activeElement;
    stay.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div className="notice notice-warn" role="alert">
      <p>{say('leaveQuestion')}</p>
      <div className="actions">
        <button type="button" className="btn btn-quiet" ref={stay} onClick={onStay}>{say('stay')}</button>
        <button type="button" className="btn btn-danger" onClick={onLeave}>{say('leave')}</button>
      </div>
    </div>
  );
}
