import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { inheritedEnvironment } from './config.ts';
import { lastLines } from './log-file.ts';
import { answers } from './preflight.ts';
import type { Processes } from './processes.ts';
import { StartError } from './start-error.ts';

const START_TIMEOUT_MS = 30_000;

export type MailOptions = {
  processes: Processes;
  root: string;
  /** Where mails are kept over a restart. */
  directory: string;
  logFile: string;
  smtpPort: number;
  webPort: number;
  /** How many mails, the oldest go first; 2000 where absent. */
  keep?: number;
  restart: boolean;
};

/** Starts maildev, an inbox that takes every mail and shows it on a web page; nothing leaves this machine. */
export async function startMail(options: MailOptions): Promise<{ smtpUrl: string; webUrl: string; child: Child }> {
  mkdirSync(options.directory, { recursive: true });
  const { smtpPort, webPort } = options;
  const listen = ['--smtp', String(smtpPort), '--ip', '127.0.0.1', '--web', String(webPort), '--web-ip', '127.0.0.1'];
  const child = options.processes.start({
    name: 'mail',
    command: process.execPath,
    args: [join(options.root, 'node_modules/maildev/dist/bin/maildev.js'), ...listen, '--mail-directory', options.directory, '--max-emails', String(options.keep ?? 2000)],
    env: inheritedEnvironment(),
    cwd: options.directory,
    logFile: options.logFile,
    stopOrder: 1,
    graceMs: 1000,
    restart: options.restart,
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!((await answers(smtpPort)) && (await answers(webPort)))) {
    if (options.processes.isStopping) break;
    if (performance.now() > deadline) {
      throw new StartError(`The mail inbox did not start within ${START_TIMEOUT_MS / 1000} s; the end of ${options.logFile}:\n${lastLines(options.logFile).join('\n')}`);
    }
    await sleep(100);
  }
  // Its certificate is nobody's.
  return { smtpUrl: `smtp://127.0.0.1:${smtpPort}?ignoreTLS=true`, webUrl: `http://127.0.0.1:${webPort}`, child };
}
