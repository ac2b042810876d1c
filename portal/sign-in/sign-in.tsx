import { useQueryClient } from '@tanstack/react-query';
import { FormProvider } from 'react-hook-form';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { rememberPerson } from '../api/person.ts';
import { sessionQuery } from '../api/session.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { pages } from '../pages.ts';
import { speakAs, useTexts } from '../texts/language.ts';
import { signInTexts } from '../texts/sign-in.texts.ts';
import { homeOf } from '../workplace/home-of.ts';
import { PasswordField } from './password-field.tsx';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

const bodySchema = async () => (await import('#libs/contracts/http/identity')).loginBody;

export function SignIn() {
  const say = useTexts(signInTexts);
  const [search] = useSearchParams();
  const queries = useQueryClient();
  const navigate = useNavigate();
  usePageTitle(say('signIn'));
  const sending = useSending(async (credentials: Credentials) => send('POST /api/partners/login', credentials, { open: true }));
  const { form } = useBodyForm<Credentials>(bodySchema, { email: '', password: '' }, sending);

  async function signIn(credentials: Credentials): Promise<void> {
    const session = await sending.send(credentials);
    if (session === undefined) return;
    // Whatever somebody else's session has left here is not for this one.
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, session);
    rememberPerson(session.user.id);
    speakAs(session.user);
    await navigate(ownPage(search.get('next')) ?? homeOf(session));
  }
  return (
    <div className="narrow-page">
      <div className="stack">
        <h1>{say('signIn')}</h1>
        <p className="muted">{say('whom')}</p>
      </div>
      <FormProvider {...form}>
        <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(signIn)}>
          {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
          <TextField name="email" label={say('email')} type="email" inputMode="email" autoComplete="username" />
          <PasswordField label={say('password')} autoComplete="current-password" />
          <div className="actions">
            <SubmitButton busy={sending.busy}>{say('signIn')}</SubmitButton>
            <Link to={pages.resetPassword}>{say('forgotten')}</Link>
          </div>
        </form>
      </FormProvider>
      <p className="muted">{say('new')} <Link to={pages.apply}>{say('toApply')}</Link></p>
    </div>
  );
}

/** Only a page of ours: a link must not be able to send people elsewhere after they have signed in. */
function ownPage(wanted: string | null): string | undefined {
  return wanted !== null && /^(\/[\w-]+)+$/.test(wanted) ? wanted : undefined;
}
