import Modal from 'react-bootstrap/Modal';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { useTexts } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import type { Person } from './people-query.ts';
import '../design/modal.scss';

interface Props {
  readonly person: Person;
  readonly open: boolean;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Shuts somebody out, or takes an invitation back: asked twice, since what they do at this moment ends. */
export function Removal({ person: { id, name, status, version }, open, onDone, onCancel }: Props) {
  const say = useTexts(peopleTexts);
  const isInvited = status === 'invited';
  const sending = useSending<void, unknown>(async (_nothing, key) => send('PATCH /api/users/{id}', { disabled: true }, { params: { id }, key, version }));
  return (
    <Modal show={open} onHide={onCancel} aria-labelledby={`remove-${id}`} centered>
      <div className="modal-body stack">
        <h2 id={`remove-${id}`} className="part-title">{say(isInvited ? 'takeBackTitle' : 'removeTitle', { name })}</h2>
        <p className="muted">{say(isInvited ? 'takeBackText' : 'removeText')}</p>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <div className="actions">
          <button type="button" className="btn btn-danger" aria-disabled={sending.busy || undefined} onClick={async () => { if (await sending.send()) await onDone(); }}>{say(isInvited ? 'takeBackDo' : 'removeDo')}</button>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('keep')}</button>
        </div>
      </div>
    </Modal>
  );
}
