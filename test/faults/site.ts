import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../../deploy/local/child.ts';
import { startKafka } from '../../deploy/local/kafka.ts';
import { logFile } from '../../deploy/local/log-file.ts';
import { freePorts } from '../../deploy/local/preflight.ts';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import type { StackOptions } from '../../deploy/local/stack.ts';
import { freshStack, type Running } from '../support/running.ts';

/** A stack with a broker of its own, whose every process may be killed. */
export interface Site {
  readonly running: Running;
  readonly broker: Child;
  readonly brokers: string;
  readonly topicPrefix: string;
  readonly databasePrefix: string;
  readonly directory: string;
  readonly processes: Processes;
  stop(): Promise<void>;
}

export async function site(name: string, options: Pick<StackOptions, 'env' | 'serviceEnv' | 'mail' | 'stepBack'> = {}): Promise<Site> {
  const mark = randomBytes(3).toString('hex');
  const directory = join(root, '.local', 'test', `${name}-${mark}`);
  mkdirSync(directory, { recursive: true });
  const processes = new Processes({ listFile: join(directory, 'processes.json') });
  const [port = 0, controllerPort = 0] = await freePorts(2);
  try {
    const jarDirectory = join(root, '.local', 'kafka');
    const kafka = await startKafka({ processes, jarDirectory, directory: join(directory, 'kafka'), logFile: logFile(directory, 'kafka'), port, controllerPort, restart: false, say: () => undefined });
    const topicPrefix = `${name}-${mark}.`;
    const databasePrefix = `${name.replaceAll('-', '_')}_${mark}_`;
    const running = await freshStack(name, { brokers: kafka.brokers, kafkaPrefix: topicPrefix, databasePrefix, directory: join(directory, 'stack'), processes, ...options, serviceEnv: { ...options.serviceEnv, notifications: { MAIL_RATE: '1000' } } });
    return { running, broker: kafka.child, brokers: kafka.brokers, topicPrefix, databasePrefix, directory, processes, stop: async () => void (await processes.stop()) };
  } catch (error) {
    await processes.stop();
    throw error;
  }
}
