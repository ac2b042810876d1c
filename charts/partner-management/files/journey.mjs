// `helm test`: what somebody does who signs in, and one event from the outbox of identity over the broker to notifications.
import { lookup } from 'node:dns/promises';

const { GATEWAY, CONSUMER, CONSUMER_PORT = '3200', EMAIL, PASSWORD } = process.env;

async function ask(path, { method = 'GET', body, cookie } = {}) {
  const headers = { ...(body && { 'content-type': 'application/json' }), ...(cookie && { cookie }) };
  const answer = await fetch(`${GATEWAY}${path}`, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** How many changes of people all pods of notifications have handled; another person's change within these seconds counts too. */
async function handled() {
  let sum = 0;
  for (const { address } of await lookup(CONSUMER, { all: true })) {
    const host = address.includes(':') ? `[${address}]` : address;
    const metrics = await (await fetch(`http://${host}:${CONSUMER_PORT}/metrics`, { signal: AbortSignal.timeout(5000) })).text();
    for (const line of metrics.split('\n')) {
      if (/^event_processing_seconds_count\{.*type="user\.changed\.v1".*outcome="handled"|^event_processing_seconds_count\{.*outcome="handled".*type="user\.changed\.v1"/.test(line)) sum += Number(line.split(' ').at(-1));
    }
  }
  return sum;
}

const signedIn = await ask('/api/partners/login', { method: 'POST', body: { email: EMAIL, password: PASSWORD } });
const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
console.log('Signed in.');

const { tiers } = await (await ask('/api/programme', { cookie })).json();
if (!(tiers?.length > 0)) throw new Error('The programme has no tiers.');
console.log(`The programme has ${tiers.length} tiers.`);

const before = await handled();
const { notifications } = await (await ask('/api/me/preferences', { cookie })).json();
await ask('/api/me/preferences', { method: 'PATCH', cookie, body: { notifications: { feed: !notifications.feed } } });
const deadline = Date.now() + 60_000;
while ((await handled()) <= before) {
  if (Date.now() > deadline) throw new Error('The event of the changed preference did not arrive within a minute.');
  await new Promise((resolve) => setTimeout(resolve, 500));
}
console.log('An event went from identity to notifications.');
await ask('/api/session', { method: 'DELETE', cookie });
