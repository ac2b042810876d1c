import { FormProvider } from 'react-hook-form';
import { inviteBody } from '#libs/contracts/http/identity';
import type { Role } from '#libs/contracts/permissions';
import type { Locale } from '#libs/contracts/primitives';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { CheckList } from '../form/check-list.tsx';
import { SelectField } from '../form/select-field.tsx';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { accountTexts } from '../texts/account.texts.ts';
import { language, ownNames, spoken, useTexts } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import { roleOptions, type Side } from './roles.ts';
import '../form/form.scss';

interface Values {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly roles: Role[];
}

interface Props {
  readonly side: Side;
  readonly onInvited: (name: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** One person with what they may do, which nobody has chosen for who invites; the link that lets them in goes to their mailbox alone. */
export function InvitationForm({ side, onInvited, onCancel }: Props) {
  const say = useTexts(peopleTexts);
  const sayRole = useTexts(accountTexts);
  const options = roleOptions(side, sayRole);
  const sending = useSending(async (values: Values, key) => send('POST /api/users', values, { key }));
  const { form } = useBodyForm<Values>(inviteBody, { name: '', email: '', locale: language(), roles: [] }, sending);

  async function invite(values: Values): Promise<void> {
    if (await sending.send(values)) await onInvited(values.name);
  }
  return (
    <FormProvider {...form}>
      <form className="panel stack-fields" method="post" noValidate aria-labelledby="invite-title" onSubmit={form.handleSubmit(invite)}>
        <div className="stack">
          <h2 id="invite-title" className="part-title">{say(side === 'partner' ? 'invite' : 'inviteVendor')}</h2>
          <p className="muted">{say('inviteText')}</p>
        </div>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === 0} />}
        <div className="field-row">
          <TextField name="name" label={say('name')} />
          <TextField name="email" label={say('email')} type="email" inputMode="email" />
          <SelectField name="locale" label={say('locale')} options={spoken.map((code) => ({ code, label: ownNames[code] }))} />
        </div>
        <CheckList name="roles" legend={sayRole('may')} options={options} />
        <div className="actions">
          <SubmitButton busy={sending.busy}>{say('sendInvitation')}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('cancel')}</button>
        </div>
      </form>
    </FormProvider>
  );
}
