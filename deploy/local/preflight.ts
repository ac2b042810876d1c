import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { inheritedEnvironment } from './config.ts';
import type { Processes } from './processes.ts';
import { CommandFailed } from './processes.ts';
import { codeOf, StartError } from './start-error.ts';

const OLDEST_JAVA = 17;

export type WantedPort = { port: number; usedBy: string; variable: string };

/** Throws a `StartError` that names every wanted port that another program holds. */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const busy = await Promise.all(wanted.map(({ port }) => isBusy(port)));
  const taken = wanted.filter((_, index) => busy[index]);
  if (taken.length > 0) throw new StartError(portsTaken(taken));
  const twice = wanted.find((it, index) => wanted.findIndex((other) => other.port === it.port) !== index);
  if (twice) throw new StartError(`Port ${twice.port} is wanted twice, the second time for ${twice.usedBy}: give ${twice.variable} another value.`);
}

export function portsTaken(taken: readonly WantedPort[]): string {
  const list = taken.map((it) => `${it.port} (${it.usedBy})`).join(', ');
  const example = taken.map((it) => `${it.variable}=${it.port + 10_000 > 65_535 ? it.port - 10_000 : it.port + 10_000}`).join(' ');
  const [noun, verb, it] = taken.length === 1 ? ['Port', 'is', 'it'] : ['Ports', 'are', 'them'];
  return `${noun} ${list} ${verb} in use by another program: stop that program, or choose other ports, for instance ${example} npm start (see who has ${it}: ss -ltnp).`;
}

async function isBusy(port: number): Promise<boolean> {
  // A listener on 127.0.0.1 alone answers a connection even where listening on all addresses would still be allowed.
  return (await answers(port)) || !(await canListen(port));
}

export function answers(port: number, host = '127.0.0.1', timeoutMs = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: timeoutMs });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'));
    server.listen({ port, host: '0.0.0.0' }, () => server.close(() => resolve(true)));
  });
}

/** Below those that systems give to whoever wants any port, and to connections that go out: what is free here is still so when it is listened on. */
const PORTS = { first: 12_000, count: 20_000 };

/** Each process begins elsewhere, so that two that look at the same time find different ones. */
let lookedAt = (process.pid * 197) % PORTS.count;

/** Ports that nobody listens on now; never the same twice. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  for (let tries = 0; found.length < count; tries += 1) {
    if (tries === PORTS.count) throw new StartError(`Of the ports from ${PORTS.first} to ${PORTS.first + PORTS.count - 1} not even ${count} are free.`);
    const port = PORTS.first + lookedAt;
    lookedAt = (lookedAt + 1) % PORTS.count;
    if (!(await isBusy(port))) found.push(port);
  }
  return found;
}

/** The path of a Java that can run Kafka, or a `StartError` that says what to install. */
export async function findJava(processes: Processes): Promise<string> {
  const env = inheritedEnvironment();
  const java = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java';
  const version = await firstOutput(processes, java, ['--version'], env);
  const problem = javaProblem(version, java);
  if (problem) throw new StartError(problem);
  return java;
}

/** What is wrong with a Java that prints `versionText` (undefined: it could not be run), as a sentence, or undefined when it will do. */
export function javaProblem(versionText: string | undefined, java = 'java'): string | undefined {
  const remedy = `install Java ${OLDEST_JAVA} or newer (Debian: apt-get install default-jre-headless), or set KAFKA_BROKERS to a Kafka that you run`;
  if (versionText === undefined) return `Kafka needs Java, and "${java}" cannot be run: ${remedy}.`;
  const match = /(?:openjdk|java)\s+(?:version\s+")?(?:1\.)?(\d+)/i.exec(versionText);
  const major = match ? Number(match[1]) : 0;
  return major >= OLDEST_JAVA ? undefined : `Kafka needs Java ${OLDEST_JAVA} or newer, and "${java}" is ${major ? `version ${major}` : 'of an unknown version'}: ${remedy}.`;
}

/** A `StartError` when Maven is missing; asked only while Kafka's jars are not there. */
export async function checkMaven(processes: Processes): Promise<void> {
  const env = inheritedEnvironment();
  if ((await firstOutput(processes, 'mvn', ['--version'], env)) !== undefined) return;
  throw new StartError(
    'Kafka is fetched once with Maven, and "mvn" cannot be run: install Maven (Debian: apt-get install maven), or set KAFKA_BROKERS to a Kafka that you run.',
  );
}

async function firstOutput(processes: Processes, command: string, args: string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    return await processes.run(command, args, { env });
  } catch (error) {
    if (error instanceof CommandFailed) return command.endsWith('java') ? await oldJavaVersion(processes, command, env) : undefined;
    if (codeOf(error) !== undefined) return undefined;
    throw error;
  }
}

/** Java 8 knows `-version` only, and prints it on standard error. */
async function oldJavaVersion(processes: Processes, java: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    return await processes.run('sh', ['-c', '"$1" -version 2>&1', 'sh', java], { env });
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
}
