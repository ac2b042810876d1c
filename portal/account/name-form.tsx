import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { changePreferencesBody } from '#libs/contracts/http/identity';
import type { Locale } from '#libs/contracts/primitives';
import { send } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { useSending } from '../api/sending.ts';
import { sessionQuery } from '../api/session.ts';
import { SelectField } from '../form/select-field.tsx';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { ownNames, speak, spoken, useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';
import { preferencesQuery } from './own-queries.ts';

interface Values {
  readonly name: string;
  readonly locale: Locale;
}

/** The language is that of mails and of the feed, and these pages follow it at once. */
export function NameForm({ preferences: { name, locale } }: { preferences: AnswerOf<'/api/me/preferences'> }) {
  const say = useTexts(profileTexts);
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const sending = useSending(async (values: Values, key) => send('PATCH /api/me/preferences', values, { key }));
  const { form } = useBodyForm<Values>(changePreferencesBody, { name, locale }, sending);

  async function save(values: Values): Promise<void> {
    setSaved(false);
    const answer = await sending.send(values);
    if (!answer) return;
    queries.setQueryData(preferencesQuery.queryKey, answer);
    if (answer.locale !== locale) speak(answer.locale);
    setSaved(true);
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }
  return (
    <FormProvider {...form}>
      <form className="stack" method="post" noValidate onSubmit={form.handleSubmit(save)}>
        {sending.refusal && <RefusalNotice refusal={sending.refusal} focused={sending.refusal.errors.length === 0} />}
        <TextField name="name" label={say('name')} autoComplete="name" />
        <SelectField name="locale" label={say('locale')} options={spoken.map((code) => ({ code, label: ownNames[code] }))} />
        <div className="actions">
          <SubmitButton busy={sending.busy}>{say('save')}</SubmitButton>
          <span role="status">{saved && say('saved')}</span>
        </div>
      </form>
    </FormProvider>
  );
}
