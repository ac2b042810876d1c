/**
 * Prints .env for docker-compose.yml: .env.example with a generated secret in each empty place, and what standard input (an .env of before) has filled in
 * already kept. `docker run --rm -i partner-management/migrate deploy/image/environment.ts < .env > .env.new`; without a container `npm run --silent compose:env`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../local/root.ts';
import { newSecrets, type Secrets } from '../local/secrets.ts';
import { erasureKey, serviceDefinitions } from '../local/services.ts';

/** Every secret of the compose file by its variable. */
export function secretVariables({ postgres, databases, keys, seal }: Secrets): Record<string, string> {
  const variables: Record<string, string> = { POSTGRES_PASSWORD: postgres, MAIL_SEAL_PUBLIC_KEY: seal.publicJwk, MAIL_SEAL_PRIVATE_KEY: seal.privateJwk };
  for (const service of serviceDefinitions) {
    const prefix = service.name.toUpperCase();
    const passwords = service.database === undefined ? undefined : databases[service.database];
    if (passwords) Object.assign(variables, { [`${prefix}_OWNER_PASSWORD`]: passwords.owner, [`${prefix}_RUNTIME_PASSWORD`]: passwords.runtime });
    for (const key of service.keys) variables[key] = keys[key] ?? '';
    if (service.consumes) variables[`${prefix}_ERASURE_KEY`] = keys[erasureKey(service)] ?? '';
  }
  return variables;
}

/** The example with every variable that `known` has, and every secret that neither has. */
export function filledIn(example: string, known: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>): string {
  return example.replaceAll(/^([A-Z_]+)=(.*)$/gm, (_line, name: string, byDefault: string) => `${name}=${known[name] || byDefault || quoted(secrets[name] ?? '')}`);
}

export function variablesIn(file: string): Record<string, string> {
  return Object.fromEntries([...file.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
}

/** Compose reads what stands in single quotes as it is. */
const quoted = (value: string): string => (/^[\w.-]*$/.test(value) ? value : `'${value}'`);

if (import.meta.main) {
  const before = process.stdin.isTTY ? '' : await text(process.stdin);
  process.stdout.write(filledIn(readFileSync(join(root, '.env.example'), 'utf8'), variablesIn(before), secretVariables(newSecrets())));
}
