import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { inheritedEnvironment, wholeEnvironment } from './config.ts';
import { serverProperties } from './kafka-settings.ts';
import { lastLines } from './log-file.ts';
import { checkMaven, findJava } from './preflight.ts';
import { CommandFailed, type Processes } from './processes.ts';
import { StartError } from './start-error.ts';

const START_TIMEOUT_MS = 90_000;
const POM = join(import.meta.dirname, 'kafka', 'pom.xml');

export type KafkaOptions = {
  processes: Processes;
  /** Where the jars are kept (normally `.local/kafka`), shared by all runs of a clone. */
  jarDirectory: string;
  /** Where this node's data and configuration are. */
  directory: string;
  logFile: string;
  port: number;
  controllerPort: number;
  restart: boolean;
  say: (sentence: string) => void;
};

/** Starts one KRaft node, fetching its jars and formatting its storage the first time, and returns its address. */
export async function startKafka(options: KafkaOptions): Promise<{ brokers: string; child: Child }> {
  const { processes, directory } = options;
  const java = await findJava(processes);
  const jars = await fetchJars(options);
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'server.properties');
  const data = join(directory, 'data');
  await formatOnce(java, jars, data, options);
  writeFileSync(config, serverProperties({ ...options, data }));
  const child = processes.start({
    name: 'kafka',
    command: java,
    args: ['-Xms192m', '-Xmx512m', '-XX:TieredStopAtLevel=1', `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'kafka', 'log4j2.xml')}`, '-cp', join(jars, '*'), 'kafka.Kafka', config],
    env: inheritedEnvironment(),
    cwd: directory,
    logFile: options.logFile,
    stopOrder: 2,
    graceMs: 3500,
    restart: options.restart,
  });
  await untilItAnswers(child, options);
  return { brokers: `127.0.0.1:${options.port}`, child };
}

/** The folder with Kafka's jars for this pom; fetched under another name and renamed, so that an interrupted download is never used. */
export async function fetchJars({ processes, jarDirectory, say }: Pick<KafkaOptions, 'processes' | 'jarDirectory' | 'say'>): Promise<string> {
  const version = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12);
  const jars = join(jarDirectory, `jars-${version}`);
  if (existsSync(jars)) return jars;
  await checkMaven(processes);
  say('Kafka: fetching its jars with Maven (once, 43 MB).');
  const unfinished = `${jars}.new-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await processes.run(
      'mvn',
      ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`],
      { env: wholeEnvironment() },
    );
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!(error instanceof CommandFailed)) throw error;
    throw new StartError(`Maven could not fetch Kafka: see that this machine reaches Maven Central or your mirror (~/.m2/settings.xml), then start again. It said:\n${error.output}`);
  }
  renameSync(unfinished, jars);
  return jars;
}

async function formatOnce(java: string, jars: string, data: string, options: KafkaOptions): Promise<void> {
  if (existsSync(data)) {
    if (existsSync(join(data, 'meta.properties'))) return;
    throw new StartError(`Kafka's storage in ${data} is incomplete (meta.properties is missing): restore it, or remove .local/ to begin with empty data (rm -rf .local).`);
  }
  const unfinished = `${data}.new`;
  if (existsSync(unfinished)) options.say("An earlier start was cut short while it formatted Kafka's storage: that step starts over.");
  rmSync(unfinished, { recursive: true, force: true });
  const config = `${unfinished}.properties`;
  writeFileSync(config, serverProperties({ ...options, data: unfinished }));
  const cluster = randomBytes(16).toString('base64url');
  // A leading dash would be taken for an option.
  const clusterId = cluster.startsWith('-') ? `A${cluster.slice(1)}` : cluster;
  await options.processes.run(java, ['-XX:TieredStopAtLevel=1', '-cp', join(jars, '*'), 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', config], {
    env: inheritedEnvironment(),
  });
  renameSync(unfinished, data);
  rmSync(config);
}

async function untilItAnswers(child: Child, { port, logFile, processes }: KafkaOptions): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await answersAsKafka(port))) {
    if (processes.isStopping) return;
    if (performance.now() > deadline || (!child.running && !child.spec.restart)) {
      throw new StartError(`Kafka did not start within ${START_TIMEOUT_MS / 1000} s; the end of ${logFile}:\n${lastLines(logFile).join('\n')}`);
    }
    await sleep(200);
  }
}

/** Asks for the API versions, the one request that every broker answers to everybody: an open port alone may still be starting. */
export function answersAsKafka(port: number, host = '127.0.0.1'): Promise<boolean> {
  const request = Buffer.alloc(14);
  request.writeInt32BE(10, 0); // the length of what follows
  request.writeInt16BE(18, 4); // ApiVersions
  request.writeInt16BE(0, 6); // version 0
  request.writeInt32BE(1, 8); // correlation id
  request.writeInt16BE(-1, 12); // no client id
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 2000 });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => socket.write(request));
    socket.once('data', (data) => end(data.length >= 8 && data.readInt32BE(4) === 1));
    socket.once('error', () => end(false)).once('timeout', () => end(false)).once('close', () => end(false));
  });
}
