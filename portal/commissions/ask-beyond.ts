import { get } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { beyondSigned, type Beyond, type Payment } from './beyond-signed.ts';

/** What is to be asked before a payment is entered; nothing where that cannot be told, since it is a question and no rule. */
export async function askBeyond({ dealId, ...payment }: Payment & { readonly dealId: string }): Promise<Beyond | undefined> {
  try {
    const { won } = await get('/api/deals/{id}', { params: { id: dealId } });
    if (won === null) return undefined;
    const { items } = await get('/api/commissions', { query: { dealId, limit: 100 } });
    return beyondSigned(won.amount, items, payment);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
