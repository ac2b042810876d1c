import { withdrawDealBody } from '#libs/contracts/http/deals';
import { send } from '../api/client.ts';
import { WithdrawalDialog } from '../form/withdrawal-dialog.tsx';
import { useTexts } from '../texts/language.ts';
import { dealTexts } from '../texts/deal.texts.ts';
import { useDealChanged } from './deal-changed.ts';
import type { OneDeal } from './deal-queries.ts';

export function DealWithdrawal({ deal: { id } }: { deal: OneDeal }) {
  const changed = useDealChanged(id);
  return <WithdrawalDialog say={useTexts(dealTexts)} schema={withdrawDealBody} send={async (body, key) => send('POST /api/deals/{id}/withdraw', body, { params: { id }, key })} onWithdrawn={changed} />;
}
