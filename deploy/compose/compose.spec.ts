import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { Config as PortalConfig } from '#libs/pages/config';
import { services as definitions } from '../../test/structure/all-services.ts';
import { filledIn, secretVariables, variablesIn } from '../image/environment.ts';
import { root } from '../local/root.ts';
import { newSecrets } from '../local/secrets.ts';
import { serviceDefinitions } from '../local/services.ts';
import { askedFor, readCompose } from './read.ts';

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const example = readFileSync(join(root, '.env.example'), 'utf8');
const secrets = secretVariables(newSecrets());
const unquoted = (value: string) => value.replaceAll(/^'|'$/g, '');
const env = Object.fromEntries(Object.entries(variablesIn(filledIn(example, {}, secrets))).map(([name, value]) => [name, unquoted(value)]));
const { services, volumes } = readCompose(text, env);
/** The one variable that means something by being empty. */
const tracesTo = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const done = { condition: 'service_completed_successfully' };
const ours = Object.entries(services).filter(([, { image }]) => image.startsWith('partner-management/'));
const withDatabase = serviceDefinitions.flatMap(({ name, database }) => (database === undefined ? [] : [{ name, database }]));
const scrapes = z.looseObject({ scrape_configs: z.array(z.unknown()) });
/** What the stack of `npm start` gives a service of its own, by name; filled in with what the compose file must have, too. */
const around = { publicUrl: 'http://localhost:3000', urls: Object.fromEntries(serviceDefinitions.map(({ name }) => [name, `http://${name}:3000`])), smtpUrl: 'smtp://mail:1025?ignoreTLS=true', mailFrom: 'partners@example.com', secrets: newSecrets() };

describe.each(serviceDefinitions)('the container of $name', (definition) => {
  const { name } = definition;
  const container = services[name];

  test('has an environment with which the service starts', () => {
    const Config = definitions.find((it) => it.name === name)?.config;
    if (Config === undefined) throw new Error(`There is no service ${name}.`);
    expect(() => new Config({ NODE_ENV: 'production', ...container?.environment })).not.toThrow();
  });

  test('has what npm start gives it, and no other service’s secret', () => {
    const given = container?.environment ?? {};
    const own = definition.env(around);
    expect(Object.keys(given)).toEqual(expect.arrayContaining(Object.keys(own)));
    const addresses = Object.keys(own).filter((variable) => /_URL$|^MAIL_FROM$/.test(variable));
    expect(addresses.map((variable) => given[variable])).toEqual(addresses.map((variable) => own[variable]));
    const expected = [...definition.keys, ...Object.keys(own).filter((variable) => variable.startsWith('MAIL_SEAL')), ...(definition.consumes ? [`${name.toUpperCase()}_ERASURE_KEY`] : []), `${name.toUpperCase()}_RUNTIME_PASSWORD`];
    const leaked = Object.entries(secrets).filter(([secret]) => !expected.includes(secret)).filter(([secret]) => Object.values(given).some((value) => value.includes(env[secret] ?? '')));
    expect(leaked.map(([secret]) => secret)).toEqual([]);
  });

  test('is the runtime role in its own database, whose owner migrates it', () => {
    const url = new URL(container?.environment['DATABASE_URL'] ?? '');
    expect([url.username, url.password, url.pathname]).toEqual([`pms_${definition.database}_app`, env[`${name.toUpperCase()}_RUNTIME_PASSWORD`], `/pms_${definition.database}`]);
  });

  test('is built for this service and waits for migrations and topics', () => {
    expect(container?.build).toEqual({ context: '.', dockerfile: 'deploy/Dockerfile', args: { SERVICE: name } });
    expect(container?.depends_on).toEqual({ migrate: done, topics: done });
  });
});

describe('docker-compose.yml', () => {
  test('has no service that deploy/local/services.ts does not have, but for these', () => {
    const known = [...serviceDefinitions.map(({ name }) => name), 'postgres', 'kafka', 'mail', 'migrate', 'topics', 'portal', 'first-admin', 'prometheus', 'grafana', 'jaeger'];
    expect(Object.keys(services).toSorted()).toEqual(known.toSorted());
  });

  test('makes every database with both of its passwords, after the server is there', () => {
    const passwords = withDatabase.flatMap(({ name }) => ['OWNER_PASSWORD', 'RUNTIME_PASSWORD'].map((what) => `${name.toUpperCase()}_${what}`));
    expect(services['migrate']?.environment).toMatchObject(Object.fromEntries(passwords.map((name) => [name, env[name]])));
    expect(services['migrate']?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(services['topics']).toMatchObject({ command: ['deploy/image/topics.ts'], environment: { KAFKA_BROKERS: 'kafka:9092' }, depends_on: { kafka: { condition: 'service_healthy' } } });
  });

  test('prints the first admin’s link with identity’s own environment', () => {
    expect(services['first-admin']?.environment).toEqual(services['identity']?.environment);
    expect(services['first-admin']?.command).toEqual(expect.arrayContaining(['--if-none-active', env['ADMIN_EMAIL']]));
  });

  test('has one door for people, which the gateway believes and nobody else can reach', () => {
    expect(() => new PortalConfig({ NODE_ENV: 'production', ...services['portal']?.environment })).not.toThrow();
    expect(services['portal']?.environment['GATEWAY_URL']).toBe('http://gateway:3000');
    const published = Object.entries(services).filter(([, { profiles }]) => profiles.length === 0).flatMap(([name, { ports }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([['kafka', '127.0.0.1:29092:29092'], ['mail', '127.0.0.1:1080:1080'], ['portal', '127.0.0.1:3000:3000']]);
  });

  test('runs what is ours without rights and without a file that it could change', () => {
    expect(ours.length).toBeGreaterThan(serviceDefinitions.length);
    expect(ours.filter(([, { read_only: fixed, cap_drop: dropped }]) => !fixed || !dropped.includes('ALL')).map(([name]) => name)).toEqual([]);
  });

  test('asks servers of others whether they are ready, and keeps their data where they write it', () => {
    expect([services['postgres']?.healthcheck?.test, services['kafka']?.healthcheck?.test].every((it) => (it?.length ?? 0) > 1)).toBe(true);
    expect(services['postgres']).toMatchObject({ image: 'postgres:18', volumes: ['postgres:/var/lib/postgresql'] });
    expect(services['kafka']?.volumes).toEqual([`kafka:${services['kafka']?.environment['KAFKA_LOG_DIRS']}`]);
    expect(Object.keys(volumes)).toEqual(['postgres', 'kafka', 'prometheus']);
  });
});

describe('the profile observability', () => {
  const { prometheus, grafana, jaeger } = services;

  test('is asked for by name, and open to this machine alone', () => {
    expect([prometheus, grafana, jaeger].map((it) => it?.profiles)).toEqual([['observability'], ['observability'], ['observability']]);
    expect([prometheus, grafana, jaeger].map((it) => it?.ports)).toEqual([['127.0.0.1:9090:9090'], ['127.0.0.1:3300:3000'], ['127.0.0.1:16686:16686']]);
  });

  test('is where every service that has something to trace sends its spans, once .env says so', () => {
    const traced = (variables: Record<string, string>) =>
      Object.entries(readCompose(text, { ...env, ...variables }).services).filter(([, { environment }]) => environment[tracesTo] === 'http://jaeger:4318').map(([name]) => name);
    expect(traced({})).toEqual([]);
    expect(traced({ [tracesTo]: 'http://jaeger:4318' }).toSorted()).toEqual([...serviceDefinitions.map(({ name }) => name), 'first-admin'].toSorted());
  });

  test('scrapes every process of ours that stays', () => {
    const { scrape_configs: scraped } = scrapes.parse(parse(readFileSync(join(root, 'deploy/observability/prometheus.yml'), 'utf8')));
    expect(scraped).toEqual([{ job_name: 'partner-management', honor_labels: true, static_configs: [{ targets: [...serviceDefinitions.map(({ name }) => `${name}:3200`), 'portal:3200'] }] }]);
  });

  test('mounts files that are there', () => {
    const mounted = [prometheus, grafana].flatMap((it) => it?.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter((from) => from.startsWith('./'));
    expect(mounted).toHaveLength(5);
    expect(mounted.filter((from) => !existsSync(join(root, from)))).toEqual([]);
  });
});

describe('.env.example', () => {
  test('has a line for every variable of the compose file, and no other', () => {
    expect(Object.keys(variablesIn(example)).toSorted()).toEqual(askedFor(text));
  });

  test('has no secret, and a place for each', () => {
    const empty = Object.entries(variablesIn(example)).filter(([name, value]) => value === '' && name !== tracesTo).map(([name]) => name);
    expect(empty.toSorted()).toEqual(Object.keys(secrets).toSorted());
  });

  test('is filled in with new secrets, but keeps those that are known', () => {
    const first = variablesIn(filledIn(example, {}, secrets));
    expect(Object.entries(first).filter(([, value]) => value === '').map(([name]) => name)).toEqual([tracesTo]);
    const before = { ...first, PORTAL_PORT: '8080', LEADS_ERASURE_KEY: '' };
    const again = variablesIn(filledIn(example, before, { ...secretVariables(newSecrets()), LEADS_ERASURE_KEY: 'new' }));
    expect(again).toEqual({ ...first, PORTAL_PORT: '8080', LEADS_ERASURE_KEY: 'new' });
  });
});
