// `npm start`: everything on this machine, from nothing to a printed address. Ctrl-C stops it in order.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Crash } from './child.ts';
import { localConfig, wholeEnvironment, type LocalConfig } from './config.ts';
import { checkBrokers, checkDatabase } from './external.ts';
import { startKafka } from './kafka.ts';
import { logFile } from './log-file.ts';
import { startMail } from './mail.ts';
import { checkPorts, type WantedPort } from './preflight.ts';
import { startPostgres } from './postgres.ts';
import { CommandFailed, Processes } from './processes.ts';
import { endLeftovers } from './process-list.ts';
import { root } from './root.ts';
import { claimFolder } from './run-lock.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { serviceDefinitions } from './services.ts';
import { startStack, runFile } from './stack.ts';
import { codeOf, StartError, Stopping } from './start-error.ts';
import { welcome } from './welcome.ts';

const local = join(root, '.local');
const listFile = join(local, 'processes.json');
const began = performance.now();

function say(sentence: string): void {
  if (!processes.isStopping) print(sentence);
}

function print(sentence: string): void {
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${sentence}`);
}

const processes = new Processes({ listFile, onCrash: reportCrash });
let release: () => void = () => undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0, `Stopping (${signal}).`));

try {
  await main();
} catch (error) {
  if (!processes.isStopping) await fail(error);
}

async function main(): Promise<void> {
  const config = localConfig();
  mkdirSync(local, { recursive: true });
  const giveBack = claimFolder(join(local, 'start.pid'));
  release = () => {
    rmSync(runFile(local), { force: true });
    giveBack();
  };
  const left = await endLeftovers(listFile);
  if (left.length > 0) say(`Ended what an earlier run had left behind: ${left.join(', ')}.`);
  await checkPorts(wantedPorts(config));
  const secrets = loadSecrets(join(local, 'secrets.json'));
  // PostgreSQL's own user must pass through here; what is secret inside has its own mode.
  if (process.getuid?.() === 0) chmodSync(local, 0o755);

  const [, adminDatabaseUrl, brokers, mail] = await Promise.all([build(), database(config, secrets), broker(config), mailbox(config)]);
  const stack = await startStack({
    adminDatabaseUrl,
    brokers,
    kafkaPrefix: config.KAFKA_PREFIX,
    databasePrefix: 'pms_',
    directory: local,
    ports: config.ports,
    publicUrl: config.PUBLIC_URL,
    mail,
    mailFrom: config.MAIL_FROM,
    secrets,
    processes,
    restart: true,
    say,
  });
  const link = await stack.adminLink({ email: config.ADMIN_EMAIL, ifNoneActive: true });
  say('Everything runs.');
  const gatewayUrl = config.PUBLIC_URL ?? stack.gatewayUrl;
  const facts = { gatewayUrl, mailUrl: stack.mailUrl, adminDatabaseUrl, brokers, link, adminEmail: config.ADMIN_EMAIL };
  console.log(welcome({ ...facts, embeddedDatabase: !config.DATABASE_URL }));
}

function wantedPorts(config: LocalConfig): WantedPort[] {
  const wanted: WantedPort[] = serviceDefinitions.flatMap((it) => {
    const { port, management } = config.ports[it.name] ?? { port: it.port, management: it.managementPort };
    return [
      { port, usedBy: it.name, variable: it.portVariable },
      { port: management, usedBy: `${it.name}, management`, variable: it.managementPortVariable },
    ];
  });
  if (!config.DATABASE_URL) wanted.push({ port: config.POSTGRES_PORT, usedBy: 'PostgreSQL', variable: 'POSTGRES_PORT' });
  if (!config.KAFKA_BROKERS) {
    wanted.push({ port: config.KAFKA_PORT, usedBy: 'Kafka', variable: 'KAFKA_PORT' });
    wanted.push({ port: config.KAFKA_CONTROLLER_PORT, usedBy: "Kafka's controller", variable: 'KAFKA_CONTROLLER_PORT' });
  }
  if (!config.SMTP_URL) {
    wanted.push({ port: config.SMTP_PORT, usedBy: 'mail inbox', variable: 'SMTP_PORT' });
    wanted.push({ port: config.MAIL_WEB_PORT, usedBy: "mail inbox's page", variable: 'MAIL_WEB_PORT' });
  }
  return wanted;
}

async function build(): Promise<void> {
  say('Building what has changed …');
  try {
    const printed = await processes.run(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'tools/build.ts')], { cwd: root, env: wholeEnvironment() });
    say(`Build: ${printed.trim().split('\n').at(-1)}`);
  } catch (error) {
    if (error instanceof CommandFailed) throw new StartError(`The build failed; correct this, then start again:\n${error.output}`);
    throw error;
  }
}

async function database(config: LocalConfig, secrets: Secrets): Promise<string> {
  if (config.DATABASE_URL) {
    await checkDatabase(config.DATABASE_URL);
    say('PostgreSQL: the one of DATABASE_URL.');
    return config.DATABASE_URL;
  }
  const options = { processes, root, directory: join(local, 'postgres'), logFile: logFile(local, 'postgres'), restart: true, say };
  const { url } = await startPostgres({ ...options, port: config.POSTGRES_PORT, password: secrets.postgres });
  say(`PostgreSQL 18 on port ${config.POSTGRES_PORT}.`);
  return url;
}

async function broker(config: LocalConfig): Promise<string> {
  if (config.KAFKA_BROKERS) {
    await checkBrokers(config.KAFKA_BROKERS);
    say('Kafka: the one of KAFKA_BROKERS.');
    return config.KAFKA_BROKERS;
  }
  const directory = join(local, 'kafka');
  const ports = { port: config.KAFKA_PORT, controllerPort: config.KAFKA_CONTROLLER_PORT };
  const { brokers } = await startKafka({ processes, jarDirectory: directory, directory, logFile: logFile(local, 'kafka'), ...ports, restart: true, say });
  say(`Kafka on port ${config.KAFKA_PORT}.`);
  return brokers;
}

async function mailbox(config: LocalConfig): Promise<{ smtpUrl: string; webUrl: string }> {
  if (config.SMTP_URL) {
    say('Mails: by the server of SMTP_URL.');
    return { smtpUrl: config.SMTP_URL, webUrl: '' };
  }
  const ports = { smtpPort: config.SMTP_PORT, webPort: config.MAIL_WEB_PORT };
  const mail = await startMail({ processes, root, directory: join(local, 'mail'), logFile: logFile(local, 'mail'), ...ports, restart: true });
  say(`Mail inbox on port ${config.MAIL_WEB_PORT}.`);
  return mail;
}

function reportCrash({ name, how, lastLines, restartInMs }: Crash): void {
  if (processes.isStopping) return;
  say(`${name} ${how}${restartInMs === undefined ? '' : `; it is started again in ${restartInMs / 1000} s`}. The end of .local/logs/${name}.log:`);
  for (const line of lastLines) console.log(`          ${line}`);
}

async function fail(error: unknown): Promise<void> {
  if (error instanceof Stopping) return;
  const code = codeOf(error);
  const sentence = code === 'EACCES' || code === 'EPERM'
    ? `${String(error)}: this folder or .local/ belongs to another user (was it started as root before?); change its owner, or remove .local/ as that user.`
    : error instanceof StartError || error instanceof CommandFailed ? error.message : undefined;
  console.error(sentence === undefined ? error : `\n${sentence}`);
  await stop(1, undefined);
}

async function stop(exitCode: number, sentence: string | undefined): Promise<void> {
  if (processes.isStopping) return;
  if (sentence) print(sentence);
  const killed = await processes.stop();
  if (killed.length > 0) print(`Killed, because it did not end in time: ${killed.join(', ')}.`);
  release();
  if (sentence) print('Everything has stopped. `npm start` resumes with the data in .local/.');
  process.exit(exitCode);
}
