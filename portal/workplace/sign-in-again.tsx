import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import Modal from 'react-bootstrap/Modal';
import { FormProvider } from 'react-hook-form';
import { loginBody } from '#libs/contracts/http/identity';
import { send } from '../api/client.ts';
import { rememberPerson } from '../api/person.ts';
import { useSending } from '../api/sending.ts';
import { sessionQuery } from '../api/session.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { useTexts } from '../texts/language.ts';
import { sessionEndTexts } from '../texts/session-end.texts.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';
import '../design/modal.scss';

interface Values {
  readonly password: string;
}

interface Props {
  /** Whose page it is: nobody else can go on with it. */
  readonly email: string;
  readonly onCancel: () => void;
}

export function SignInAgain({ email, onCancel }: Props) {
  return (
    <Modal show onHide={onCancel} backdrop="static" aria-labelledby="again-title" centered>
      <SignInForm email={email} onCancel={onCancel} />
    </Modal>
  );
}

function SignInForm({ email, onCancel }: Props) {
  const say = useTexts(sessionEndTexts);
  const saySignIn = useTexts(signInTexts);
  const queries = useQueryClient();
  const id = useId();
  const bodyOf = ({ password }: Values) => ({ email, password });
  const sending = useSending(async (values: Values) => send('POST /api/partners/login', bodyOf(values), { open: true }));
  const { form } = useBodyForm<Values>(loginBody, { password: '' }, sending, bodyOf);
  const { setFocus } = form;
  useEffect(() => setFocus('password'), [setFocus]);

  async function signIn(values: Values): Promise<void> {
    const session = await sending.send(values);
    if (session === undefined) return;
    queries.setQueryData(sessionQuery.queryKey, session);
    rememberPerson(session.user.id);
  }
  return (
    <FormProvider {...form}>
      <form className="modal-body stack" method="post" noValidate onSubmit={form.handleSubmit(signIn)}>
        <h2 id="again-title" className="part-title">{say('title')}</h2>
        <p className="muted">{say('lead')}</p>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
        <div className="field">
          <label className="form-label" htmlFor={id}>{saySignIn('email')}</label>
          <input id={id} className="form-control" type="email" autoComplete="username" readOnly value={email} />
        </div>
        <PasswordField label={saySignIn('password')} autoComplete="current-password" />
        <div className="actions">
          <SubmitButton busy={sending.busy}>{say('signIn')}</SubmitButton>
          <button type="button" className="btn btn-quiet" onClick={onCancel}>{say('notNow')}</button>
        </div>
        {/* Loaded anew, so that nothing of this page is left to whoever signs in there. */}
        <p className="small muted">{say('somebodyElse')} <a href={pages.signIn}>{say('otherAccount')}</a>. {say('lost')}</p>
      </form>
    </FormProvider>
  );
}
