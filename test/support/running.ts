import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startStack, type Stack, type StackOptions } from '../../deploy/local/stack.ts';
import { OutsideClient } from '../../tools/demo/client.ts';
import { freshPassword } from '../../tools/demo/companies.ts';

/** A whole stack of processes on databases and topics of its own, with an admin who can sign in. */
export interface Running {
  readonly stack: Stack;
  readonly url: string;
  readonly mailUrl: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
}

/** Limits that a spec with many people behind one address would run into; nothing else differs from the defaults. */
const roomy = Object.fromEntries(
  ['SIGN_IN', 'APPLY', 'ACTIVATION', 'RESET'].flatMap((name) => ['', '_ACCOUNT', '_PAIR'].map((part) => [`RATE_LIMIT_${name}${part}`, '100000/1m'])),
);

/**
 * Starts every service of dist/ against the run's PostgreSQL and Kafka, and activates the first admin.
 * @param name keeps logs apart: `.local/test/<name>/`
 */
export async function freshStack(name: string, options: Partial<StackOptions> = {}): Promise<Running> {
  const mark = randomBytes(3).toString('hex');
  const stack = await startStack({
    adminDatabaseUrl: required('TEST_DATABASE_URL'),
    brokers: required('TEST_KAFKA_BROKERS'),
    kafkaPrefix: `${name}-${mark}.`,
    databasePrefix: `${name.replaceAll('-', '_')}_${mark}_`,
    directory: join(import.meta.dirname, '..', '..', '.local', 'test', `${name}-${mark}`),
    // Nearly every step of a journey waits for a mail, and on a busy machine a process that steps back hardly starts.
    stepBack: false,
    ...options,
    env: { LOG_LEVEL: 'info', ...options.env },
    serviceEnv: { ...options.serviceEnv, gateway: { ...roomy, RATE_LIMIT_READ: '1000000/1m', RATE_LIMIT_WRITE: '1000000/1m', ...options.serviceEnv?.['gateway'] } },
  });
  try {
    return { stack, url: stack.gatewayUrl, mailUrl: stack.mailUrl, ...(await firstAdmin(stack)) };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function firstAdmin(stack: Stack): Promise<{ adminEmail: string; adminPassword: string }> {
  const adminEmail = 'first-admin@enterprise-scanner.example';
  const adminPassword = freshPassword();
  const link = await stack.adminLink({ email: adminEmail, name: 'First Admin' });
  const token = /#token=([\w.-]+)/.exec(link ?? '')?.[1];
  const answer = await new OutsideClient(stack.gatewayUrl).post('/api/activation', { token, password: adminPassword });
  if (answer.status !== 200) throw new Error(`The first admin could not activate: ${answer.status} ${JSON.stringify(answer.body)}`);
  return { adminEmail, adminPassword };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: run this by npm test, which starts PostgreSQL and Kafka for it.`);
  return value;
}
