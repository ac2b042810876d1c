import { cancelBody } from '#libs/contracts/http/tiers';
import { Refusal } from '../api/refusal.ts';
import { useSending } from '../api/sending.ts';
import { Elsewhere } from '../form/elsewhere.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { DecisionForm } from '../review/decision-form.tsx';
import { useTexts } from '../texts/language.ts';
import { publicationTexts } from '../texts/publication.texts.ts';
import { useOpener } from './use-opener.ts';
import '../form/form.scss';

export interface CallOff {
  /** The id of what names it. */
  readonly describedBy: string;
  /** What the button says, where it is not the thing itself that is called off. */
  readonly label?: string;
  readonly send: (reason: string, key: string) => Promise<unknown>;
  readonly onOpen: () => void;
  readonly onDone: (sentence: string) => Promise<void>;
}

/** Takes back what has not begun, for a reason. */
export function CallingOff({ describedBy, label, onOpen, onDone, ...rest }: CallOff) {
  const say = useTexts(publicationTexts);
  const form = useOpener<'form'>((it) => it);
  if (form.open !== undefined) return <div className="setting-form"><CallOffForm {...rest} onDone={async (sentence) => { form.done(); await onDone(sentence); }} onCancel={form.putAway} /></div>;
  return <div><button type="button" ref={form.button('form')} className="btn btn-danger" aria-describedby={describedBy} onClick={() => { onOpen(); form.show('form'); }}>{label ?? say('callOff')}</button></div>;
}

/** What somebody else has published or called off meanwhile is told as what has begun is: there is nothing of it left to call off, and no other version is called off in its place. */
function ofCallingOff(error: unknown): never {
  if (!(error instanceof Refusal) || error.status !== 412) throw error;
  throw new Refusal({ ...error.problem, status: error.status, code: 'programme/nothing-to-cancel' });
}

function CallOffForm({ send, onDone, onCancel }: Pick<CallOff, 'send' | 'onDone'> & { onCancel: () => void }) {
  const say = useTexts(publicationTexts);
  const sending = useSending(async ({ reason }: { reason: string }, key) => {
    await send(reason, key).catch(ofCallingOff);
    return true;
  });
  const { form, elsewhere } = useBodyForm(cancelBody, { reason: '' }, sending);
  return (
    <DecisionForm form={form} sending={sending} told={say('calledOff')} submit={say('callOffDo')} danger onDone={onDone} onRefused={() => undefined} onCancel={onCancel}>
      <p className="muted">{say('callOffLead')}</p>
      <Elsewhere errors={elsewhere} />
      <TextField name="reason" label={say('why')} hint={say('whyHint')} lines={2} />
    </DecisionForm>
  );
}
