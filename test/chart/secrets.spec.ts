// `npm run chart:secrets` against the chart: what a release in production reads of Secrets, it makes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { productionSecrets } from '../../tools/chart/secrets.ts';
import { services } from '../structure/all-services.ts';
import { root } from '../structure/source-files.ts';
import { component, deployment, rendered } from './rendered.ts';

const secrets = productionSecrets('prm');
const valueOf = (name: string, key: string) => secrets.find(({ metadata }) => metadata.name === name)?.stringData[key];
const reference = z.object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) });

describe('the Secrets of production', () => {
  test('are all that the release reads, but for those of the mail server and of helm test, which somebody else gives', () => {
    const text = readFileSync(join(root, 'charts/partner-management/ci/rendered/production.yaml'), 'utf8');
    const read = [...text.matchAll(/secretKeyRef: \{ name: ([\w-]+), key: (\w+) \}/g)].map(([, name = '', key = '']) => `${name}/${key}`);
    expect(read.length).toBeGreaterThan(30);
    const made = secrets.flatMap(({ metadata, stringData }) => Object.keys(stringData).map((key) => `${metadata.name}/${key}`));
    expect(new Set(read.filter((each) => !/^prm-(mail|test)\//.test(each) && !made.includes(each)))).toEqual(new Set());
    // A database's name of its role is for CloudNativePG.
    expect(made.filter((each) => !read.includes(each) && !/-(database|owner)\/username$/.test(each))).toEqual([]);
  });

  test.each(services.map((service) => [service.name, service] as const))('%s starts with its own', (name, service) => {
    const variables = rendered('production', 'Deployment', deployment).find(({ metadata }) => component(metadata.labels ?? {}) === name)?.spec.template.spec.containers[0]?.env ?? [];
    const environment: Record<string, string> = { SMTP_USERNAME: 'u', SMTP_PASSWORD: 'p' };
    for (const { name: variable, value, valueFrom } of variables) {
      const { data } = reference.safeParse(valueFrom);
      const text = value ?? environment[variable] ?? (data === undefined ? undefined : valueOf(data.secretKeyRef.name, data.secretKeyRef.key));
      if (text !== undefined) environment[variable] = text.replaceAll(/\$\((\w+)\)/g, (whole, other: string) => environment[other] ?? whole);
    }
    expect(() => new service.config(environment)).not.toThrow();
    expect(environment['DATABASE_URL']).toMatch(new RegExp(`^postgres://${name}_app:[\\w-]{43}@`));
  });

  test('hold one pair for the mailed links, and nothing twice otherwise', () => {
    const issuers = ['identity', 'applications'].map((name) => valueOf(`prm-${name}`, 'MAIL_SEAL_PUBLIC_KEY'));
    const { x } = JSON.parse(valueOf('prm-notifications', 'MAIL_SEAL_PRIVATE_KEY') ?? '{}') as { x?: string };
    expect(issuers.map((jwk) => (JSON.parse(jwk ?? '{}') as { x?: string }).x)).toEqual([x, x]);
    expect(issuers.join('')).not.toContain('"d"');
    const random = secrets.flatMap(({ stringData }) => Object.entries(stringData).flatMap(([key, value]) => (/^(username|MAIL_SEAL_PUBLIC_KEY)$/.test(key) ? [] : [value])));
    expect(new Set(random).size).toBe(random.length);
  });
});
