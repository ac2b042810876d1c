import { StartError } from '../deploy/local/start-error.ts';

/** `script` is a path below the clone; `firstArgs` come before what the person wrote. */
export type OpsCommand = { service: string; command: string; script: string; firstArgs?: readonly string[] };

/**
 * Which commands a line means: `verify-audit` (or `audit verify`) is the command of the one service that has it; `parked list` runs in every service that
 * has `parked`, unless `--service=<name>` picks one.
 */
export function chooseCommand(available: readonly OpsCommand[], word: string, rest: readonly string[]): { commands: OpsCommand[]; args: string[] } {
  const picked = rest.find((arg) => arg.startsWith('--service='))?.slice('--service='.length);
  const given = rest.filter((arg) => !arg.startsWith('--service='));
  const reversed = `${given[0]}-${word}`;
  const isReversed = !available.some((it) => it.command === word) && available.some((it) => it.command === reversed);
  const named = available.filter((it) => it.command === (isReversed ? reversed : word));
  const args = isReversed ? given.slice(1) : given;
  if (named.length === 0) throw new StartError(`There is no command "${word}".\n${listing(available)}`);
  // Ids of parked events begin with their service's name.
  const byId = named.filter((it) => args.some((arg) => arg.startsWith(`${it.service}.`)));
  const commands = picked === undefined ? (byId.length > 0 ? byId : named) : named.filter((it) => it.service === picked);
  if (commands.length === 0) throw new StartError(`The service "${picked}" has no command "${word}"; these have: ${named.map((it) => it.service).join(', ')}.`);
  return { commands, args };
}

export function listing(available: readonly OpsCommand[]): string {
  const words = [...new Set(available.map((it) => it.command))].toSorted();
  const lines = words.map((word) => `  ${word.padEnd(20)} ${available.filter((it) => it.command === word).map((it) => it.service).join(', ')}`);
  const usage = 'Usage: npm run ops -- <command> [arguments] [--service=<name>]';
  return words.length === 0 ? `${usage}\nNo service has commands yet; npm run build compiles them.` : `${usage}\n${lines.join('\n')}`;
}
