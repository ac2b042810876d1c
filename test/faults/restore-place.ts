import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../../deploy/local/child.ts';
import { inheritedEnvironment } from '../../deploy/local/config.ts';
import { startKafka } from '../../deploy/local/kafka.ts';
import { logFile } from '../../deploy/local/log-file.ts';
import { startMail } from '../../deploy/local/mail.ts';
import { startPostgres } from '../../deploy/local/postgres.ts';
import { freePorts } from '../../deploy/local/preflight.ts';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { newSecrets } from '../../deploy/local/secrets.ts';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import { startStack, type Stack } from '../../deploy/local/stack.ts';

const PASSWORD = 'only-for-this-drill';
/** Many people stand behind one address here. */
const roomy = {
  RATE_LIMIT_READ: '1000000/1m',
  RATE_LIMIT_WRITE: '1000000/1m',
  ...Object.fromEntries(['SIGN_IN', 'APPLY', 'ACTIVATION', 'RESET'].flatMap((name) => ['', '_ACCOUNT', '_PAIR'].map((part) => [`RATE_LIMIT_${name}${part}`, '100000/1m']))),
};
const say = (sentence: string): void => void process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${sentence}\n`);

/** Servers of its own, of which the database's can be lost for good, and the same services again and again in front of them. */
export class RestorePlace {
  readonly prefix = 'drill.';
  readonly directory = join(root, '.local', 'test', `restore-${randomBytes(3).toString('hex')}`);
  readonly #processes: Processes;
  readonly #secrets = newSecrets();
  #postgres: Child | undefined;
  #servers = 0;
  #postgresPort = 0;
  #ports: Record<string, { port: number; management: number }> = {};
  #mail = { smtpUrl: '', webUrl: '' };
  brokers = '';
  databaseUrl = '';

  constructor() {
    mkdirSync(this.directory, { recursive: true });
    this.#processes = new Processes({ listFile: join(this.directory, 'processes.json') });
  }

  async prepare(): Promise<void> {
    const [postgres = 0, kafka = 0, controller = 0, smtp = 0, web = 0, ...more] = await freePorts(5 + serviceDefinitions.length * 2);
    this.#postgresPort = postgres;
    this.#ports = Object.fromEntries(serviceDefinitions.map(({ name }, index) => [name, { port: more[index * 2] ?? 0, management: more[index * 2 + 1] ?? 0 }]));
    const processes = this.#processes;
    const at = (name: string) => ({ directory: join(this.directory, name), logFile: logFile(this.directory, name), processes, restart: false });
    const started = await startKafka({ ...at('kafka'), jarDirectory: join(root, '.local', 'kafka'), port: kafka, controllerPort: controller, say });
    this.brokers = started.brokers;
    this.#mail = await startMail({ ...at('mail'), root, smtpPort: smtp, webPort: web, keep: 50_000 });
    await this.newDatabaseServer();
  }

  /** Empty, on the port of the one before. */
  async newDatabaseServer(): Promise<void> {
    this.#servers += 1;
    const name = `postgres-${this.#servers}`;
    const options = { processes: this.#processes, root, directory: join(this.directory, name), logFile: logFile(this.directory, name), restart: false };
    const { url, child } = await startPostgres({ ...options, port: this.#postgresPort, password: PASSWORD, say });
    this.databaseUrl = url;
    this.#postgres = child;
  }

  start(): Promise<Stack> {
    return startStack({
      adminDatabaseUrl: this.databaseUrl,
      brokers: this.brokers,
      kafkaPrefix: this.prefix,
      databasePrefix: 'pms_',
      directory: join(this.directory, 'stack'),
      ports: this.#ports,
      mail: this.#mail,
      secrets: this.#secrets,
      processes: this.#processes,
      readyTimeoutMs: 900_000,
      env: { LOG_LEVEL: 'info' },
      serviceEnv: { notifications: { MAIL_RATE: '1000' }, gateway: roomy },
    });
  }

  /** The end of every service and of the database server, without warning; its files are gone. */
  async disaster(stack: Stack): Promise<void> {
    await Promise.all(Object.values(stack.services).map((service) => service.kill('SIGKILL')));
    const postgres = this.#postgres;
    const end = postgres?.hasEnded();
    postgres?.kill('SIGKILL');
    await end;
    rmSync(join(this.directory, `postgres-${this.#servers}`), { recursive: true, force: true });
  }

  /** Runs a script of this repository with what an operator would set; resolves to what it printed. */
  run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.#processes.run(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], { cwd: this.directory, env: { ...inheritedEnvironment(), ...this.operator(), ...env } });
  }

  operator(): NodeJS.ProcessEnv {
    const passwords = serviceDefinitions.flatMap(({ name, database }) => {
      const of = this.#secrets.databases[database ?? ''];
      return of === undefined ? [] : [[`${name.toUpperCase()}_OWNER_PASSWORD`, of.owner], [`${name.toUpperCase()}_RUNTIME_PASSWORD`, of.runtime]];
    });
    return { ADMIN_DATABASE_URL: this.databaseUrl, KAFKA_BROKERS: this.brokers, KAFKA_PREFIX: this.prefix, ...(process.env['PG_BIN'] === undefined ? {} : { PG_BIN: process.env['PG_BIN'] }), ...Object.fromEntries(passwords) };
  }

  async stop(): Promise<void> {
    await this.#processes.stop();
  }
}
