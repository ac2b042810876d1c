import { FormProvider } from 'react-hook-form';
import { z } from 'zod';
import { roleName } from '#libs/contracts/http/identity';
import type { Role } from '#libs/contracts/permissions';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { CheckList } from '../form/check-list.tsx';
import { SubmitButton } from '../form/submit-button.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { accountTexts } from '../texts/account.texts.ts';
import { useTexts } from '../texts/language.ts';
import { peopleTexts } from '../texts/people.texts.ts';
import type { Person } from './people-query.ts';
import { roleOptions } from './roles.ts';
import '../form/form.scss';

interface Values {
  readonly roles: Role[];
}

/** Of a change of roles alone; the contract's own also takes none. */
const body = z.strictObject({ roles: z.array(roleName).min(1).max(8) });

interface Props {
  readonly person: Person;
  readonly onDone: (name: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function RoleForm({ person: { id, name, roles, partnerId, version }, onDone, onCancel }: Props) {
  const say = useTexts(peopleTexts);
  const sayRole = useTexts(accountTexts);
  const sending = useSending(async (values: Values, key) => send('PATCH /api/users/{id}', values, { params: { id }, key, version }));
  const { form } = useBodyForm<Values>(body, { roles }, sending);
  return (
    <FormProvider {...form}>
      <form className="person-form stack-fields" method="post" noValidate aria-label={say('rolesOf', { name })} onSubmit={form.handleSubmit(async (values) => { if (await sending.send(values)) await onDone(name); })}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <CheckList name="roles" legend={sayRole('may')} options={roleOptions(partnerId === null ? 'vendor' : 'partner', sayRole)} />
        <div className="actions">
          <SubmitButton busy={sending.busy}>{say('saveRoles')}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('cancel')}</button>
        </div>
      </form>
    </FormProvider>
  );
}
