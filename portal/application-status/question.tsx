import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { answerBody } from '#libs/contracts/http/applications';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { keptDraft, useKeptDraft } from '../form/kept-draft.ts';
import { SubmitButton } from '../form/submit-button.tsx';
import { TextField } from '../form/text-field.tsx';
import { useBodyForm } from '../form/use-body-form.ts';
import { RefusalNotice } from '../frame/refusal-notice.tsx';
import { timeText } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/application-status.texts.ts';
import type { Status } from './standing.tsx';

interface Props {
  readonly question: NonNullable<Status['question']>;
  /** Of the application. */
  readonly reference: string;
  readonly token: string;
}

const keptSchema = z.object({ askedAt: z.string(), answer: z.string() });

/** An answer is kept in the browser until it is sent: it may take the applicant days, and other people's help. */
export function Question({ question, reference, token }: Props) {
  const say = useTexts(statusTexts);
  const queries = useQueryClient();
  const sending = useSending(async (values: { answer: string }, key) => send('POST /api/applications/status/{token}/answer', values, { params: { token }, open: true, key }));
  const name = `pms-answer-${reference}`;
  const [kept] = useState(() => keptSchema.safeParse(keptDraft(name)).data);
  const { askedAt } = question;
  const { form } = useBodyForm<{ answer: string }>(answerBody, { answer: kept?.askedAt === askedAt ? kept.answer : '' }, sending);
  const answer = useWatch({ control: form.control, name: 'answer' });
  const draftSent = useKeptDraft({ name, values: { askedAt, answer }, empty: { askedAt, answer: '' } });
  return (
    <section className="panel stack" aria-labelledby="question">
      <h2 id="question" className="standing-title">{say('question')}</h2>
      <p className="question-text">{question.text}</p>
      <p className="muted small">{say('askedAt', { time: timeText(question.askedAt) })}</p>
      <FormProvider {...form}>
        <form
          className="stack" method="post" noValidate
          onSubmit={form.handleSubmit(async (values) => {
            const status = await sending.send(values);
            if (!status) return;
            draftSent();
            queries.setQueryData(['application-status', token], status);
          })}
        >
          {sending.refusal && <RefusalNotice refusal={sending.refusal} focused />}
          <TextField name="answer" label={say('answer')} hint={say('answerHint')} lines={5} />
          <div className="actions"><SubmitButton busy={sending.busy}>{say('sendAnswer')}</SubmitButton></div>
        </form>
      </FormProvider>
    </section>
  );
}
