import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provisionDatabase, type ProvisionedDatabase } from '#libs/database/provision';
import { z } from 'zod';
import type { Crash } from './child.ts';
import { inheritedEnvironment, serviceEnvironment } from './config.ts';
import { logFile } from './log-file.ts';
import { startMail } from './mail.ts';
import { freePorts } from './preflight.ts';
import { CommandFailed, Processes } from './processes.ts';
import { root } from './root.ts';
import { newSecrets, type Secrets } from './secrets.ts';
import { RunningService } from './service-process.ts';
import { erasureKey, serviceDefinitions, type LocalService, type Surroundings } from './services.ts';
import { StartError } from './start-error.ts';

export type Ports = Record<string, { port: number; management: number }>;

export type StackOptions = {
  /** A role that may create databases and roles. */
  adminDatabaseUrl: string;
  brokers: string;
  /** Put before topics and groups, so that several stacks can share a broker. */
  kafkaPrefix?: string;
  /** Put before the names of databases, so that several stacks can share a server. */
  databasePrefix?: string;
  /** Where logs and the files of this run go. */
  directory: string;
  /** By service name; free ones from the system where absent. */
  ports?: Ports;
  /** The address people use; the gateway's own where absent. */
  publicUrl?: string;
  /** A mail server and the address of its web page; an inbox of the stack's own where absent. */
  mail?: { smtpUrl: string; webUrl: string };
  mailFrom?: string;
  secrets?: Secrets;
  /** Further environment for all services, and per service (which wins). */
  env?: Record<string, string>;
  serviceEnv?: Record<string, Record<string, string>>;
  /** How long a service may take to be ready, where the machine is slower than usual. */
  readyTimeoutMs?: number;
  /** Start crashed services again; tests that inject faults do it themselves. */
  restart?: boolean;
  /** false: also those that would step back where the processors are busy get their full share; for runs that wait for them. */
  stepBack?: boolean;
  /** Processes that somebody else stops; the stack's own where absent. */
  processes?: Processes;
  onCrash?: (crash: Crash) => void;
  /** Progress, one short sentence at a time. */
  say?: (sentence: string) => void;
};

export type Stack = {
  gatewayUrl: string;
  mailUrl: string;
  services: Record<string, RunningService>;
  /** A single-use link with which an admin gets in, or undefined when that person (with `ifNoneActive`: any admin) is active already. */
  adminLink(person?: Admin): Promise<string | undefined>;
  stop(): Promise<void>;
};

/**
 * Provisions databases, migrates them, declares topics and starts every service of the build in dist/; resolves when all of them are ready.
 * @example const stack = await startStack({ adminDatabaseUrl, brokers, kafkaPrefix: 'e2e.', databasePrefix: 'e2e_', directory });
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const processes = options.processes ?? new Processes({ listFile: join(options.directory, 'processes.json'), onCrash: options.onCrash });
  mkdirSync(options.directory, { recursive: true });
  try {
    const stack = await start({ ...options, processes });
    // Whoever brought the processes stops them; what the stack started by itself goes with it.
    return options.processes ? stack : { ...stack, stop: async () => void (await Promise.all([stack.stop(), processes.stop()])) };
  } catch (error) {
    if (!options.processes) await processes.stop();
    throw error;
  }
}

async function start(options: StackOptions & { processes: Processes }): Promise<Stack> {
  const { processes, directory } = options;
  const say = options.say ?? (() => undefined);
  const secrets = options.secrets ?? newSecrets();
  const ports = options.ports ?? (await choosePorts());
  const mail = options.mail ?? (await ownMail(processes, directory));
  const urls = Object.fromEntries(serviceDefinitions.map(({ name }) => [name, `http://127.0.0.1:${ports[name]?.port}`]));
  const gatewayUrl = `http://localhost:${ports['gateway']?.port}`;
  const publicUrl = options.publicUrl ?? gatewayUrl;
  const around: Surroundings = { publicUrl, urls, smtpUrl: mail.smtpUrl, mailFrom: options.mailFrom ?? 'Partner programme <partners@example.com>', secrets };

  const [databases] = await Promise.all([prepareDatabases(options, secrets), declareTopics(options)]);
  say('Databases migrated, topics declared.');

  const services: Record<string, RunningService> = {};
  for (const definition of serviceDefinitions) {
    const env = serviceEnv(definition, { options, around, ports, databases });
    const background = definition.background === true && (options.stepBack ?? true);
    services[definition.name] = new RunningService({ definition: { ...definition, background }, env, processes, root, directory, restart: options.restart ?? false });
  }
  await Promise.all(
    Object.values(services).map(async (service) => {
      await service.untilReady(options.readyTimeoutMs);
      say(`${service.name} is ready.`);
    }),
  );
  writeRunFile(directory, { gatewayUrl, mailUrl: mail.webUrl, services });
  return {
    gatewayUrl,
    mailUrl: mail.webUrl,
    services,
    adminLink: (person) => adminLink(processes, services['identity'], person ?? { email: 'admin@example.com' }),
    stop: async () => {
      rmSync(runFile(directory), { force: true });
      await Promise.all(Object.values(services).map((service) => service.stop()));
    },
  };
}

async function choosePorts(): Promise<Ports> {
  const free = await freePorts(serviceDefinitions.length * 2);
  return Object.fromEntries(serviceDefinitions.map(({ name }, index) => [name, { port: free[index * 2] ?? 0, management: free[index * 2 + 1] ?? 0 }]));
}

async function ownMail(processes: Processes, directory: string): Promise<{ smtpUrl: string; webUrl: string }> {
  const [smtpPort = 0, webPort = 0] = await freePorts(2);
  return await startMail({ processes, root, directory: join(directory, 'mail'), logFile: logFile(directory, 'mail'), smtpPort, webPort, keep: 50_000, restart: true });
}

type Admin = { email: string; name?: string; ifNoneActive?: boolean };
type Databases = Record<string, ProvisionedDatabase>;

async function prepareDatabases(options: StackOptions & { processes: Processes }, secrets: Secrets): Promise<Databases> {
  const databases: Databases = {};
  for (const { name, database } of serviceDefinitions) {
    const passwords = database === undefined ? undefined : secrets.databases[database];
    if (!passwords) continue;
    const wanted = { adminUrl: options.adminDatabaseUrl, name: `${options.databasePrefix ?? ''}${database}` };
    const made = await provisionDatabase({ ...wanted, ownerPassword: passwords.owner, runtimePassword: passwords.runtime });
    for (const hint of made.hints) options.say?.(hint);
    databases[name] = made;
  }
  const migrations = Object.entries(databases).map(([name, { ownerUrl, runtimeRole }]) => {
    const env = { ...inheritedEnvironment(), MIGRATION_DATABASE_URL: ownerUrl, RUNTIME_ROLE: runtimeRole };
    return explained(`The migrations of ${name} failed`, options.processes.run(process.execPath, [join(root, 'dist/services', name, 'migrate.js')], { cwd: root, env }));
  });
  await Promise.all(migrations);
  return databases;
}

/** In a process of its own: the library is compiled code, and kafkajs talks while a new broker finds its coordinators. */
async function declareTopics({ processes, brokers, kafkaPrefix = '' }: StackOptions & { processes: Processes }): Promise<void> {
  const env = { ...inheritedEnvironment(), KAFKA_BROKERS: brokers, KAFKA_PREFIX: kafkaPrefix };
  const script = join(import.meta.dirname, 'declare-topics.ts');
  await explained('The topics could not be declared', processes.run(process.execPath, ['--disable-warning=ExperimentalWarning', script], { cwd: root, env }));
}

/** Says what a failed command was for, instead of its long command line. */
async function explained<T>(sentence: string, command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    throw error instanceof CommandFailed ? new StartError(`${sentence}:\n${error.output}`) : error;
  }
}

type EnvParts = { options: StackOptions; around: Surroundings; ports: Ports; databases: Databases };

function serviceEnv(definition: LocalService, { options, around, ports, databases }: EnvParts): NodeJS.ProcessEnv {
  const { name } = definition;
  const database = databases[name];
  return {
    NODE_ENV: 'development',
    SHUTDOWN_TIMEOUT: 'PT6S',
    ...serviceEnvironment(),
    HOST: name === 'gateway' ? '0.0.0.0' : '127.0.0.1',
    PORT: String(ports[name]?.port),
    // Metrics are nobody's business outside of this machine.
    MANAGEMENT_HOST: '127.0.0.1',
    MANAGEMENT_PORT: String(ports[name]?.management),
    ...(database && { DATABASE_URL: database.runtimeUrl }),
    KAFKA_BROKERS: options.brokers,
    KAFKA_PREFIX: options.kafkaPrefix ?? '',
    ...(definition.consumes && { ERASURE_KEY: around.secrets.keys[erasureKey(definition)] }),
    PUBLIC_URL: around.publicUrl,
    JWKS_URL: `${around.urls['identity']}/.well-known/jwks.json`,
    ...definition.env(around),
    ...options.env,
    ...options.serviceEnv?.[name],
  };
}

const answer = z.object({ status: z.enum(['link', 'active']), link: z.string().optional() });

async function adminLink(processes: Processes, identity: RunningService | undefined, { email, name, ifNoneActive }: Admin): Promise<string | undefined> {
  const wishes = [...(name ? ['--name', name] : []), ...(ifNoneActive ? ['--if-none-active'] : [])];
  const args = [join(root, 'dist/services/identity/commands/admin.js'), '--email', email, ...wishes, '--json'];
  const printed = await explained(`No link could be made for ${email}`, processes.run(process.execPath, args, { cwd: root, env: identity?.env }));
  // The command's own log lines, if any, come before its answer.
  const last: unknown = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
  return answer.parse(last).link;
}

export const runFile = (directory: string): string => join(directory, 'stack.json');

/** For commands that work on a running stack (`npm run admin`, `npm run ops`, `npm run demo`): addresses and each service's environment, secrets included. */
function writeRunFile(directory: string, { gatewayUrl, mailUrl, services }: Pick<Stack, 'gatewayUrl' | 'mailUrl' | 'services'>): void {
  const described = Object.entries(services).map(([name, { url, managementUrl, env }]) => [name, { url, managementUrl, env }] as const);
  const content = { pid: process.pid, gatewayUrl, mailUrl, services: Object.fromEntries(described) };
  writeFileSync(runFile(directory), JSON.stringify(content, null, 2), { mode: 0o600 });
}
