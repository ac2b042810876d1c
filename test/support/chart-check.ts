import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from '../../deploy/local/stack.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** What the chart's Job and `helm test` do, against a stack of processes: makes the test account from files, as of a mounted Secret, and goes its journey. Returns what the journey printed. */
export async function checkOfTheChart({ gatewayUrl, services: { identity, notifications } }: Stack): Promise<string> {
  const account = { email: 'helm-test@enterprise-scanner.example', password: 'eleven quiet otters drift' };
  const directory = mkdtempSync(join(tmpdir(), 'test-account-'));
  try {
    for (const [name, content] of Object.entries(account)) writeFileSync(join(directory, name), content);
    await run(process.execPath, [join(root, 'dist/services/identity/commands/test-account.js'), '--directory', directory], { cwd: root, env: identity?.env });
    const { hostname, port } = new URL(notifications?.managementUrl ?? '');
    const env = { GATEWAY: gatewayUrl, CONSUMER: hostname, CONSUMER_PORT: port, EMAIL: account.email, PASSWORD: account.password };
    return (await run(process.execPath, [join(root, 'charts/partner-management/files/journey.mjs')], { env })).stdout;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
