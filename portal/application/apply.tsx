import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { applyAnswer } from '#libs/contracts/http/applications';
import { usePageTitle } from '../frame/page-title.ts';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import { ApplicationForm } from './application-form.tsx';
import { Sent } from './sent.tsx';
import '../form/form.scss';
import './application.scss';

const receiptSchema = z.object({ answer: applyAnswer, email: z.string() });
export type Receipt = z.output<typeof receiptSchema>;

/** What was answered goes with the address in the browser's history, and nowhere else: a reload shows it again, a link to it is an empty form. */
export function Apply() {
  const say = useTexts(applicationTexts);
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const place = useLocation();
  const receipt = search.get('step') === 'sent' ? receiptSchema.safeParse(place.state).data : undefined;
  usePageTitle(say('title'));
  if (receipt !== undefined) return <Sent receipt={receipt} />;
  // At once: the form would otherwise store its draft anew after it is forgotten.
  return <ApplicationForm onSent={(sent) => void navigate('?step=sent', { replace: true, state: sent, flushSync: true })} />;
}
