import type { RegisterBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { useSending } from '../api/sending.ts';
import { useTexts } from '../texts/language.ts';
import { dealFormTexts } from '../texts/deal-form.texts.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { useDealChanged } from './deal-changed.ts';
import type { OneDeal } from './deal-queries.ts';
import { registrationOf } from './registration.ts';
import { RegistrationForm } from './registration-form.tsx';

/** The registration as it was, to be completed and sent again. */
export function Resubmission({ deal }: { deal: OneDeal }) {
  const say = useTexts(dealTexts);
  const sayForm = useTexts(dealFormTexts);
  const changed = useDealChanged(deal.id);
  const sending = useSending(async (body: RegisterBody, key) => send('POST /api/deals/{id}/resubmit', body, { params: { id: deal.id }, key }));
  return (
    <section className="panel stack-wide" aria-label={say('complete')}>
      <RegistrationForm registration={registrationOf(deal)} sending={sending} submit={sayForm('resend')} onSent={() => void changed()} />
    </section>
  );
}
