import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { erasureKey, serviceDefinitions } from './services.ts';
import { StartError } from './start-error.ts';

const secret = z.string().min(32);

const shape = z.object({
  postgres: secret,
  /** Passwords of the owner and the runtime role, per service. */
  databases: z.record(z.string(), z.object({ owner: secret, runtime: secret })),
  /** What only the named service may know, for instance the key that signs its cursors. */
  keys: z.record(z.string(), secret),
  /** Bearer links in mails are sealed with the public half by their issuers and opened by notifications alone. */
  seal: z.object({ publicJwk: z.string(), privateJwk: z.string() }),
});

export type Secrets = z.output<typeof shape>;

// The same kind of pair as generateSealKeys() of libs/service makes, which is not loaded here: this runs before the build.
function newSealKeys(): Secrets['seal'] {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomUUID();
  const [publicJwk, privateJwk] = [pair.publicKey, pair.privateKey].map((key) => JSON.stringify({ ...key.export({ format: 'jwk' }), kid }));
  return { publicJwk: publicJwk ?? '', privateJwk: privateJwk ?? '' };
}

const random = (encoding: 'base64' | 'base64url' = 'base64url'): string => randomBytes(32).toString(encoding);

/** Reads the secrets of this clone, making those that are missing; the file is readable by its owner alone. */
export function loadSecrets(file: string): Secrets {
  const known = existsSync(file) ? parse(file) : undefined;
  const secrets = complete(known);
  if (JSON.stringify(secrets) === JSON.stringify(known)) return secrets;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

/** A complete set that is written nowhere, for a stack that lives as long as a test. */
export const newSecrets = (): Secrets => complete(undefined);

function complete(known: Secrets | undefined): Secrets {
  const databases = { ...known?.databases };
  const keys = { ...known?.keys };
  for (const service of serviceDefinitions) {
    if (service.database) databases[service.database] ??= { owner: random(), runtime: random() };
    for (const key of [...service.keys, ...(service.consumes ? [erasureKey(service)] : [])]) keys[key] ??= random('base64');
  }
  return { postgres: known?.postgres ?? random(), databases, keys, seal: known?.seal ?? newSealKeys() };
}

function parse(file: string): Secrets {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartError(`${file} is damaged: restore it, or remove .local/ to begin with empty data (rm -rf .local).`);
  }
}
