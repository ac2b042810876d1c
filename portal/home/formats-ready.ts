import { ownTask } from '../api/own-task.ts';
import { dayText, fullMoney, monthText, numberText, shortMoney } from '../texts/formats.ts';

const one = { amount: '1', currency: 'USD' };
const samples = [() => numberText(1), () => shortMoney(one), () => shortMoney({ ...one, amount: '1000000' }), () => fullMoney(one), () => monthText('2026-01'), () => monthText('2026-01', 'short'), () => dayText('2026-01-01')];

/** Has formats of figures, amounts and days made while the answer is on its way: the first of a kind takes a phone a frame, which then is not among those of showing it. */
export async function formatsReady(): Promise<void> {
  for (const sample of samples) {
    await ownTask();
    sample();
  }
}
