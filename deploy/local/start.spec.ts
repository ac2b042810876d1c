import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { testBrokers } from '#libs/testing/start-service';
import { adminUrl } from '#libs/testing/test-template';
import { wholeEnvironment } from './config.ts';
import { freePorts } from './preflight.ts';
import { root } from './root.ts';
import { serviceDefinitions } from './services.ts';

jest.setTimeout(60_000);

/** A clone of its own with a PATH of its own. It is never built: every start here ends before a service begins. */
let clone: string;
let bin: string;
let env: Record<string, string>;

beforeEach(async () => {
  clone = mkdtempSync(join(tmpdir(), 'clone-'));
  // As root, PostgreSQL runs as another user, who must pass through here.
  chmodSync(clone, 0o755);
  for (const name of ['deploy', 'libs', 'package.json']) cpSync(join(root, name), join(clone, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  mkdirSync(join(clone, 'tools'));
  writeFileSync(join(clone, 'tools/build.ts'), `console.log('Up to date.');`);
  bin = join(clone, 'bin');
  mkdirSync(bin);
  // What any system has; no Java, no Maven.
  for (const tool of ['sh', 'id', 'useradd']) installed(tool);
  const variables = [...serviceDefinitions.flatMap((it) => [it.portVariable, it.managementPortVariable]), 'POSTGRES_PORT', 'KAFKA_PORT', 'KAFKA_CONTROLLER_PORT', 'SMTP_PORT', 'MAIL_WEB_PORT'];
  const ports = await freePorts(variables.length);
  env = { PATH: bin, HOME: clone, SMTP_URL: 'smtp://127.0.0.1:9', ...Object.fromEntries(variables.map((name, index) => [name, String(ports[index])])) };
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Puts a program of this machine, or a script, into the PATH of the clone. */
function installed(name: string, script?: string): void {
  const found = (wholeEnvironment()['PATH'] ?? '').split(':').map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (script !== undefined) writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  else if (found !== undefined) symlinkSync(found, join(bin, name));
}
const java = (version: string) => installed('java', `echo '${version}'`);
const local = (...path: string[]) => join(clone, '.local', ...path);

function write(text: string, ...path: string[]): void {
  mkdirSync(local(...path.slice(0, -1)), { recursive: true });
  writeFileSync(local(...path), text);
}
/** So that no start of these needs the network. */
function withKafkasJars(): void {
  const pom = createHash('sha256').update(readFileSync(join(root, 'deploy/local/kafka/pom.xml'))).digest('hex').slice(0, 12);
  mkdirSync(local('kafka', `jars-${pom}`), { recursive: true });
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly error: string;
}

/** What `npm start` does; it is asked to stop as soon as it has said `until`. */
function start(more: Record<string, string> = {}, until?: string): Promise<Ended> {
  const args = ['--conditions=source', '--disable-warning=ExperimentalWarning', join(clone, 'deploy/local/start.ts')];
  const child = spawn(process.execPath, args, { cwd: clone, env: { ...env, ...more } });
  let [said, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (until !== undefined && said.includes(until)) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said, error: error.trim() })));
}

/** One sentence, with what to do, and nothing that only we can read. */
async function refuses(sentence: RegExp, more: Record<string, string> = {}): Promise<void> {
  const { code, error } = await start(more);
  expect(error).toMatch(sentence);
  expect(error).not.toMatch(/\n|^\s+at |\.ts:\d/);
  expect(code).toBe(1);
  expect(existsSync(local('start.pid'))).toBe(false);
  expect(existsSync(local('processes.json'))).toBe(false);
}
const testDatabase = () => adminUrl();
const testBroker = () => testBrokers().join();

describe('a start ends with one sentence', () => {
  test('without Java', async () => {
    await refuses(/^Kafka needs Java, and "java" cannot be run: install Java 17 or newer .*, or set KAFKA_BROKERS/, { DATABASE_URL: testDatabase() });
  });

  test.each([
    ['11', `echo 'openjdk 11.0.20 2023-07-18'`],
    ['8', `[ "$1" = -version ] && echo 'openjdk version "1.8.0_392"' >&2 || exit 1`],
  ])('where Java is too old (%s)', async (version, script) => {
    installed('java', script);
    await refuses(new RegExp(`^Kafka needs Java 17 or newer, and "java" is version ${version}: install`), { DATABASE_URL: testDatabase() });
  });

  test('without Maven, while Kafka is still to be fetched', async () => {
    java('openjdk 17.0.15 2025-04-15');
    await refuses(/^Kafka is fetched once with Maven, and "mvn" cannot be run: install Maven .*, or set KAFKA_BROKERS/, { DATABASE_URL: testDatabase() });
  });

  test('where Kafka was half formatted by something else than us', async () => {
    java('openjdk 17.0.15 2025-04-15');
    withKafkasJars();
    write('half', 'kafka', 'data', 'bootstrap.checkpoint');
    await refuses(/^Kafka's storage in .* is incomplete \(meta\.properties is missing\): restore it, or remove \.local\/ to begin with empty data/, { DATABASE_URL: testDatabase() });
  });

  test.each([
    ['cut short', '{"postgres": "abc'],
    ['without a part', '{"postgres": "0123456789012345678901234567890123456789"}'],
    ['empty', ''],
  ])('where the secrets are damaged (%s)', async (_how, text) => {
    write(text, 'secrets.json');
    await refuses(/secrets\.json is damaged: restore it, or remove \.local\/ to begin with empty data/);
    expect(readFileSync(local('secrets.json'), 'utf8')).toBe(text);
  });

  test.each([
    ['PG_VERSION', {}],
    ['global/pg_control', { PG_VERSION: '18\n' }],
  ])('where the database lacks %s', async (missing, files) => {
    for (const [name, text] of Object.entries({ 'postgresql.conf': '', ...files })) write(text, 'postgres', 'data', name);
    await refuses(new RegExp(`^The database in .*/data is incomplete \\(${missing} is missing\\): restore it, or remove \\.local/`), { KAFKA_BROKERS: testBroker() });
  });

  test('where the database is of another PostgreSQL', async () => {
    for (const [name, text] of Object.entries({ PG_VERSION: '16\n', 'postgresql.conf': '' })) write(text, 'postgres', 'data', name);
    write('', 'postgres', 'data', 'global', 'pg_control');
    await refuses(/^The database in .* was written by PostgreSQL 16, and this is 18: restore it, or remove/, { KAFKA_BROKERS: testBroker() });
  });
});

describe('a server of somebody else that cannot be used is named', () => {
  test.each([
    ['where nobody listens', 'postgres://a:b@127.0.0.1:1/postgres', /^The PostgreSQL of DATABASE_URL cannot be used, nobody listens there \(ECONNREFUSED\): correct the address, or unset it/],
    ['on an unknown host', 'postgres://a:b@no-such-host.invalid/postgres', /^The PostgreSQL of DATABASE_URL cannot be used, (there is no such host|the host cannot be looked up) /],
    ['by an address that is none', 'localhost:5432', /^These environment variables are wrong: DATABASE_URL \(must be postgres:\/\/user:password@host:port\/database\)\. Correct or unset them\./],
  ])('DATABASE_URL %s', async (_how, DATABASE_URL, sentence) => {
    await refuses(sentence, { DATABASE_URL, KAFKA_BROKERS: testBroker() });
  });

  test('DATABASE_URL with a wrong password, which is not repeated', async () => {
    const url = new URL(testDatabase());
    url.password = 'not-this-one';
    const { code, error } = await start({ DATABASE_URL: url.href, KAFKA_BROKERS: testBroker() });
    expect(error).toMatch(/^The PostgreSQL of DATABASE_URL cannot be used, the password is wrong \(28P01\): correct the address/);
    expect(error).not.toContain('not-this-one');
    expect(code).toBe(1);
  });

  test('DATABASE_URL of a role that may make no databases', async () => {
    const role = `powerless_${randomBytes(4).toString('hex')}`;
    const admin = new Client({ connectionString: testDatabase() });
    await admin.connect();
    try {
      await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'a-password'`);
      const url = new URL(testDatabase());
      Object.assign(url, { username: role, password: 'a-password' });
      await refuses(new RegExp(`cannot be used, its role "${role}" may not make databases and roles \\(ALTER ROLE "${role}" CREATEDB CREATEROLE\\)`), { DATABASE_URL: url.href, KAFKA_BROKERS: testBroker() });
    } finally {
      await admin.query(`DROP ROLE ${role}`);
      await admin.end();
    }
  });

  test.each([
    ['where nobody listens', '127.0.0.1:1,127.0.0.1:2', /^No Kafka answers at KAFKA_BROKERS \(127\.0\.0\.1:1,127\.0\.0\.1:2\): start it, correct the addresses \(host:port,host:port\), or unset it/],
    ['without a port', 'localhost', /^These environment variables are wrong: KAFKA_BROKERS \(must be host:port,host:port\)\. Correct or unset them\./],
  ])('KAFKA_BROKERS %s', async (_how, KAFKA_BROKERS, sentence) => {
    await refuses(sentence, { DATABASE_URL: testDatabase(), KAFKA_BROKERS });
  });

  test('KAFKA_BROKERS where something else than Kafka answers', async () => {
    const { host } = new URL(testDatabase());
    await refuses(/^No Kafka answers at KAFKA_BROKERS/, { DATABASE_URL: testDatabase(), KAFKA_BROKERS: host });
  });
});

test('an interrupted creation of the database starts over, and then keeps its password', async () => {
  // Without Java the start ends while initdb is under way, and takes it down.
  const cut = await start();
  expect(cut.code).toBe(1);
  mkdirSync(local('postgres', 'data.new'), { recursive: true });
  expect(readdirSync(local('postgres'))).toEqual(['data.new']);

  const second = await start({ KAFKA_BROKERS: testBroker() }, 'PostgreSQL 18 on port');
  expect(second.said).toContain('An earlier start was cut short while it created the database: that step starts over.');
  expect({ code: second.code, error: second.error }).toEqual({ code: 0, error: '' });
  expect(readdirSync(local('postgres'))).toEqual(['data']);

  rmSync(local('secrets.json'));
  await refuses(/^PostgreSQL on port \d+ refuses the password in \.local\/secrets\.json: restore that file, or remove \.local\/ to begin with empty data/, { KAFKA_BROKERS: testBroker() });
});
