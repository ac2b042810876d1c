import { useState } from 'react';
import type { AnswerOf } from '../api/routes.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import { ApplicationForm } from './application-form.tsx';
import { Sent } from './sent.tsx';
import '../form/form.scss';
import './application.scss';

export interface Receipt {
  readonly answer: AnswerOf<'POST /api/partners/apply'>;
  readonly email: string;
}

export function Apply() {
  const say = useTexts(applicationTexts);
  const [receipt, setReceipt] = useState<Receipt>();
  usePageTitle(say('title'));
  return receipt === undefined ? <ApplicationForm onSent={setReceipt} /> : <Sent receipt={receipt} />;
}
