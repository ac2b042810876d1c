import { useState } from 'react';
import Modal from 'react-bootstrap/Modal';
import { useTexts } from '../texts/language.ts';
import { decisionTexts } from '../texts/decision.texts.ts';
import { switchShortcuts, useShortcuts, useShortcutsOn } from './shortcuts.ts';
import '../design/modal.scss';

const meanings = { j: 'keyNext', k: 'keyPrevious', t: 'keyTake', a: 'keyApprove', r: 'keyReject', q: 'keyAsk', 'Ctrl Enter': 'keySend', Esc: 'keyEscape', '?': 'keyHelp' } as const;
export type Key = keyof typeof meanings;

/** Which keys do what here, shown by "?", with a switch for those whom they disturb. */
export function ShortcutHelp({ keys }: { keys: readonly Key[] }) {
  const say = useTexts(decisionTexts);
  const isOn = useShortcutsOn();
  const [open, setOpen] = useState(false);
  useShortcuts({ '?': () => setOpen(true) });
  return (
    <div className="shortcut-help">
      <button type="button" className="btn btn-quiet" onClick={() => setOpen(true)}>{say('shortcuts')} <kbd aria-hidden="true">?</kbd></button>
      <Modal show={open} onHide={() => setOpen(false)} aria-labelledby="shortcuts-title" centered>
        <div className="modal-body stack">
          <h2 id="shortcuts-title" className="part-title">{say('shortcuts')}</h2>
          <dl className="keys">{[...keys, '?' as const].map((key) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{say(meanings[key])}</dd></div>)}</dl>
          <label className="form-check"><input className="form-check-input" type="checkbox" checked={isOn} onChange={({ target }) => switchShortcuts(target.checked)} /> <span>{say('shortcutsOn')}</span></label>
          <div className="actions"><button type="button" className="btn btn-primary" onClick={() => setOpen(false)}>{say('close')}</button></div>
        </div>
      </Modal>
    </div>
  );
}
