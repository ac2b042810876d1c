import { get } from './client.ts';
import { Refusal } from './refusal.ts';
import { actionTrace } from './trace.ts';

/** Saves a file that only some may have. The session is asked for first, which renews it where it is stale: a plain link would save the refusal. */
export async function saveFile(path: string, name: string): Promise<void> {
  await get('/api/session');
  const answer = await fetch(path, { credentials: 'same-origin', headers: { traceparent: actionTrace().header() } }).catch(() => undefined);
  if (answer === undefined) throw new Refusal({ status: 0, code: 'portal/no-answer' });
  if (!answer.ok) throw new Refusal({ ...((await answer.json().catch(() => ({}))) as object), status: answer.status });
  const content = await answer.blob().catch(() => undefined);
  if (content === undefined) throw new Refusal({ status: 0, code: 'portal/no-answer' });
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
