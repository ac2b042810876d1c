import { spawn } from 'node:child_process';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { WrongUsage } from '#libs/service/command';
import { Logger } from '@nestjs/common';
import { program } from './config.ts';
import { programConnection } from './connection.ts';

/** Runs one of PostgreSQL's programs against a database; its password is in the environment, which other users of the machine cannot read. */
export async function run(name: string, args: readonly string[], url: string): Promise<void> {
  const child = spawn(program(name), ['--no-password', ...args], { env: programConnection(url), stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', () => reject(new Error(`${program(name)} cannot be started: PostgreSQL's own programs are needed, in the PATH or in the folder PG_BIN.`)));
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${name} failed:\n${said.trim()}`);
}

/** What a line says: of an option that there is none of, Node's first sentence alone, since the rest is about its own syntax. */
export function read<Options extends ParseArgsOptionsConfig>(usage: string, args: string[], options: Options) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new WrongUsage(`${error instanceof Error ? error.message.split(/\.\s/)[0] : String(error)}.\nUsage: ${usage}`, { cause: error });
  }
}

/** What these commands have in common: usage, and one sentence where something goes wrong; the exit codes are those of `ops`. */
export async function runAsCommand(usage: string, least: number, work: (args: string[]) => Promise<number>): Promise<void> {
  // What goes wrong is one sentence; attempts of the broker's client are none.
  Logger.overrideLogger(false);
  const args = process.argv.slice(2);
  if (args.includes('--help')) return void process.stdout.write(`Usage: ${usage}\n`);
  try {
    if (args.length < least) throw new WrongUsage(`Usage: ${usage}`);
    process.exitCode = await work(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message || error.name : String(error)}\n`);
    process.exitCode = error instanceof WrongUsage ? 64 : 1;
  }
}
