import { useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { get } from '../api/client.ts';
import type { AnswerOf } from '../api/routes.ts';
import { DealTag } from '../deal-review/deal-tag.tsx';
import { Field } from '../form/field.tsx';
import { Suggestions } from '../form/suggestions.tsx';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import { fullMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { paymentTexts } from '../texts/payments.texts.ts';

type Deal = AnswerOf<'/api/deals'>['items'][number];

interface Props {
  readonly name: string;
  /** Where the deal's currency goes, as long as no amount is typed at the other one. */
  readonly currencyName: string;
  readonly amountName: string;
}

const find = async (q: string, signal: AbortSignal) => (await get('/api/deals', { query: { q, limit: 8 }, signal })).items;

/** Which deal the customer paid for, found by customer or reference. */
export function DealField({ name, currencyName, amountName }: Props) {
  const say = useTexts(paymentTexts);
  const sayStatus = useTexts(dealReviewTexts);
  const { setValue, getValues } = useFormContext();
  const { field } = useController({ name });
  const [deal, setDeal] = useState<Deal>();
  function choose(found: Deal): void {
    setDeal(found);
    setValue(name, found.id, { shouldDirty: true, shouldValidate: true });
    if (getValues(amountName) === '') setValue(currencyName, found.estimatedValue.currency);
  }
  return (
    <Field name={name} label={say('deal')} hint={say('dealHint')}>
      {(wiring) => (
        <>
          <Suggestions wiring={wiring} label={say('deal')} kind="deals-found" find={find} keyOf={(it) => it.id} textOf={(it) => it.account.name} moreOf={(it) => `${it.reference} · ${it.partner.companyName} · ${sayStatus(it.status)} · ${fullMoney(it.estimatedValue)}`} onChoose={choose} inputRef={field.ref} />
          {deal !== undefined && deal.id === field.value && (
            <p className="chosen-deal" role="status"><DealTag status={deal.status} /> <strong>{deal.account.name}</strong> <span className="muted">{deal.reference} · {deal.partner.companyName} · {fullMoney(deal.estimatedValue)}</span></p>
          )}
        </>
      )}
    </Field>
  );
}
