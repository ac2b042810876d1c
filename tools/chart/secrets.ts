/**
 * `npm run --silent chart:secrets -- prm | kubectl --namespace partners create -f -`: the Secrets that the chart reads in production with `secrets.existing: prm`,
 * each with values made now. They are printed and kept nowhere; `create` refuses those that are there, so that nothing in use is written over.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { root } from '../../deploy/local/root.ts';
import { newSecrets } from '../../deploy/local/secrets.ts';

const service = z.object({ database: z.string().default(''), kafka: z.boolean().default(false), secretEnv: z.array(z.string()).default([]) });
const values = z.object({ services: z.record(z.string(), service) });

export interface Secret {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly type: 'Opaque' | 'kubernetes.io/basic-auth';
  readonly metadata: { readonly name: string };
  readonly stringData: Readonly<Record<string, string>>;
}

/** Of the services of values.yaml. */
export function productionSecrets(prefix: string): Secret[] {
  const { services } = values.parse(parse(readFileSync(join(root, 'charts/partner-management/values.yaml'), 'utf8')));
  // Both halves of a pair, and only one pair for everybody.
  const { seal } = newSecrets();
  const pair: Readonly<Record<string, string>> = { MAIL_SEAL_PUBLIC_KEY: seal.publicJwk, MAIL_SEAL_PRIVATE_KEY: seal.privateJwk };
  const key = (name: string): [string, string] => [name, pair[name] ?? randomBytes(32).toString('base64')];
  const all = Object.entries(services).flatMap(([name, { database, kafka, secretEnv }]) => [
    ...(secretEnv.length > 0 ? [secret('Opaque', `${prefix}-${name}`, Object.fromEntries(secretEnv.map(key)))] : []),
    ...(database === '' ? [] : [account(`${prefix}-${name}-database`, `${database}_app`), account(`${prefix}-${name}-owner`, `${database}_owner`)]),
    ...(kafka ? [account(`${prefix}-${name}-kafka`, `${prefix}-${name}`)] : []),
  ]);
  return [...all, account(`${prefix}-topics-kafka`, `${prefix}-topics`)];
}

/** As CloudNativePG wants it too; the password stands in URLs. */
const account = (name: string, username: string): Secret => secret('kubernetes.io/basic-auth', name, { username, password: randomBytes(32).toString('base64url') });

const secret = (type: Secret['type'], name: string, stringData: Secret['stringData']): Secret => ({ apiVersion: 'v1', kind: 'Secret', type, metadata: { name }, stringData });

if (import.meta.main) {
  const [prefix, ...tooMany] = process.argv.slice(2);
  if (prefix === undefined || tooMany.length > 0 || !/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(prefix)) {
    process.stderr.write('Usage: npm run --silent chart:secrets -- <the value of secrets.existing> | kubectl --namespace <namespace> create -f -\n');
    process.exitCode = 64;
  } else process.stdout.write(productionSecrets(prefix).map((each) => `---\n${stringify(each)}`).join(''));
}
