import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '#libs/service/config';
import { portal } from '#libs/pages/service';
import { services } from '../structure/all-services.ts';
import { known, needed } from './needs.ts';
import { component, deployment, rendered, type Variable } from './rendered.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** What stands in the Secrets, as chart and README say. */
const secret: Readonly<Record<string, string>> = {
  ERASURE_KEY: randomBytes(32).toString('base64'),
  KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  STATUS_TOKEN_KEY: randomBytes(32).toString('base64'),
  MAIL_SEAL_PUBLIC_KEY: JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
  MAIL_SEAL_PRIVATE_KEY: JSON.stringify(pair.privateKey.export({ format: 'jwk' })),
};
/** Read by the kubelet to fill in others, or by Node itself. */
const notOurs = new Set(['DATABASE_PASSWORD', 'SMTP_USERNAME', 'SMTP_PASSWORD', 'NODE_EXTRA_CA_CERTS']);

/** As the kubelet does it: `$(NAME)` of a variable above. */
function filledIn(variables: readonly Variable[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { name, value } of variables) environment[name] = value?.replaceAll(/\$\((\w+)\)/g, (whole, other: string) => environment[other] ?? whole) ?? secret[name] ?? 'from-a-secret';
  return environment;
}

const processes = [...services, portal];
const sets = ['evaluation', 'production', 'strimzi-cnpg'] as const;

describe.each(sets)('the environment in the set %s', (set) => {
  const pods = new Map(rendered(set, 'Deployment', deployment).map(({ metadata, spec }) => [component(metadata.labels ?? {}), spec.template.spec.containers[0]?.env ?? []]));

  test('is there for every service and the portal', () => {
    expect([...pods.keys()].toSorted()).toEqual(processes.map(({ name }) => name).toSorted());
  });

  test.each(processes.map((service) => [service.name, service] as const))('%s starts with it and reads all of it', (name, service) => {
    const environment = filledIn(pods.get(name) ?? []);
    expect(needed(service).filter((variable) => !environment[variable])).toEqual([]);
    expect(Object.keys(environment).filter((variable) => !notOurs.has(variable) && !known(service).includes(variable))).toEqual([]);
    expect(Object.values(environment).filter((value) => value.includes('$('))).toEqual([]);
    const start = () => new service.config(environment);
    expect(start).not.toThrow(ConfigError);
    expect(start()).toMatchObject({ NODE_ENV: 'production', PORT: 3000, MANAGEMENT_PORT: 3200 });
  });
});
