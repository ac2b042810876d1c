import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { signedInAnswer, type SignedIn } from '#libs/contracts/http/identity';
import type { Role } from '#libs/contracts/permissions';
import { openSealedLink } from '#libs/service/sealed-link';
import type { ServiceDefinition } from '#libs/service/service';
import { eventually } from './eventually.ts';
import type { HttpAnswer, HttpClient } from './http-client.ts';
import { startService, type StartedService, type StartOptions } from './start-service.ts';

/** A password that every rule accepts. */
export const goodPassword = 'a wolf among 7 ribbons';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly client: HttpClient;
  readonly tokens: SignedIn['tokens'];
}

export interface NewPerson {
  email?: string;
  name?: string;
  roles?: readonly Role[];
  /** The company is made where it is missing. */
  partnerId?: string;
  companyName?: string;
}

export interface AppendedEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** identity as its specs need it: it believes its own tokens, and the spec can read the mails' links. */
export interface IdentityStage extends StartedService {
  /** What was appended to the outbox, in order; needs `OUTBOX_RELAY: 'false'` for long runs. */
  events(type?: string): Promise<AppendedEvent[]>;
  /** The token of the last link that was sealed for this address. */
  mailedToken(email: string): Promise<string>;
  /** A row and a link, without any event: who was invited but has not activated yet. */
  invited(person?: NewPerson): Promise<{ id: string; email: string; token: string }>;
  /** Somebody who activated an account and signed in. */
  person(person?: NewPerson): Promise<Person>;
  signIn(email: string, password?: string, address?: string): Promise<HttpAnswer>;
}

/** Starts `identity` with keys of its own, verifying tokens against its own key set. */
export async function identityStage(identity: ServiceDefinition, options: StartOptions = {}): Promise<IdentityStage> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let ownUrl = '';
  const service = await startService(identity, {
    ...options,
    env: {
      JWKS_URL: await passedOn(() => `${ownUrl}/.well-known/jwks.json`),
      MAIL_SEAL_PUBLIC_KEY: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
      KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ...options.env,
    },
  });
  ownUrl = service.url;
  const privateJwk = { kty: 'EC', ...pair.privateKey.export({ format: 'jwk' }) };
  const { client, database } = service;

  const events = async (type?: string): Promise<AppendedEvent[]> =>
    database.query('SELECT type, aggregateid AS subject, payload AS data FROM outbox WHERE $1::text IS NULL OR type = $1 ORDER BY seq', [type ?? null]);

  const mailedToken = async (email: string): Promise<string> => {
    // Whoever is at work on the request may still be: the service's own sweep passes by, too.
    const link = await eventually(async () => {
      const last = (await events()).findLast(({ data }) => data.email === email && data.link !== undefined)?.data.link;
      if (typeof last !== 'string') throw new Error(`No link was sealed for ${email}`);
      return last;
    });
    return new URL(await openSealedLink(privateJwk, link)).hash.replace('#token=', '');
  };

  const invited: IdentityStage['invited'] = async ({ email = `${randomUUID()}@people.example`, name = 'Grace Hopper', roles = ['admin'], partnerId, companyName = 'CyberTech Solutions' } = {}) => {
    const id = randomUUID();
    const token = randomBytes(32).toString('base64url');
    if (partnerId) await database.query('INSERT INTO company (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING', [partnerId, companyName]);
    await database.query(
      `INSERT INTO user_account (id, email, name, locale, roles, partner_id, status, invited_at) VALUES ($1, $2, $3, 'en', $4, $5, 'invited', '2026-11-01T00:00:00Z')`,
      [id, email, name, roles, partnerId ?? null],
    );
    await database.query(
      `INSERT INTO mailed_link (id, user_id, purpose, token_hash, created_at, expires_at) VALUES (gen_random_uuid(), $1, 'activation', $2, '2026-11-01T00:00:00Z', '2099-01-01T00:00:00Z')`,
      [id, createHash('sha256').update(token).digest()],
    );
    return { id, email, token };
  };

  const signIn: IdentityStage['signIn'] = (email, password = goodPassword, address = '203.0.113.7') =>
    client.post('/api/partners/login', { email, password }, { headers: { 'x-client-address': address } });

  const person: IdentityStage['person'] = async (wanted) => {
    const { id, email, token } = await invited(wanted);
    const activated = await client.post('/api/activation', { token, password: goodPassword });
    if (activated.status !== 200) throw new Error(`The activation answered ${activated.status} ${JSON.stringify(activated.body)}`);
    const answer = await signIn(email);
    if (answer.status !== 200) throw new Error(`The sign-in answered ${answer.status} ${JSON.stringify(answer.body)}`);
    const tokens = tokensOf(answer);
    return { id, email, tokens, client: client.withToken(tokens.accessToken) };
  };

  // A getter must not be spread away, so the stage is the service with more on it.
  return Object.assign(service, { events, mailedToken, invited, person, signIn });
}

/** The tokens of a sign-in or a refresh; throws for any other answer. */
export function tokensOf(answer: HttpAnswer): SignedIn['tokens'] {
  return signedInAnswer.parse(answer.body).tokens;
}

/** What an answer says, without what differs between any two requests: for showing that two are the same. */
export function said({ status, headers, body }: HttpAnswer): string {
  const whole: Record<string, unknown> = body;
  const members = Object.entries(whole).filter(([name]) => name !== 'correlationId');
  return JSON.stringify([status, headers.get('content-type'), members]);
}

/** An address that is known before the service has one: a port that was chosen for it could be taken by another spec before it listens there. */
async function passedOn(to: () => string): Promise<string> {
  const server = createServer((_request, response) => {
    void fetch(to()).then(
      async (answer) => response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(await answer.text()),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  server.unref();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/jwks.json`;
}
