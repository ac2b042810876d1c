import { StartError } from '../../deploy/local/start-error.ts';
import { described, UsageError, usageOf } from './usage.ts';

/** `script` is a path below the clone; `firstArgs` come before what the person wrote. */
export type OpsCommand = { service: string; command: string; script: string; firstArgs?: readonly string[] };

/**
 * Which commands a line means: `verify-audit` (or `audit verify`) is the command of the one service that has it; `parked list` runs in every service that
 * has `parked`, unless `--service=<name>` picks one or an id names one.
 */
export function chooseCommand(available: readonly OpsCommand[], word: string, rest: readonly string[]): { commands: OpsCommand[]; args: string[] } {
  const at = rest.indexOf('--service');
  const picked = at < 0 ? rest.find((arg) => arg.startsWith('--service='))?.slice('--service='.length) : (rest[at + 1] ?? '');
  const given = rest.filter((arg, index) => !arg.startsWith('--service=') && (at < 0 || (index !== at && index !== at + 1)));
  const reversed = `${given[0]}-${word}`;
  const isReversed = !available.some((it) => it.command === word) && available.some((it) => it.command === reversed);
  const named = available.filter((it) => it.command === (isReversed ? reversed : word));
  const args = isReversed ? given.slice(1) : given;
  if (named.length === 0) throw new UsageError(`There is no command "${[word, ...given].slice(0, 2).join(' ')}".\n${listing(available)}`);
  if (picked === '') throw new UsageError(`--service wants a name: ${named.map((it) => it.service).join(', ')}.`);
  if (picked !== undefined) {
    const commands = named.filter((it) => it.service === picked);
    if (commands.length === 0) throw new UsageError(`The service "${picked}" has no command "${word}"; these have: ${named.map((it) => it.service).join(', ')}.`);
    return { commands, args };
  }
  // Ids of parked events begin with their service's name.
  const id = args.find((arg) => /^[a-z-]+\.[0-9a-f-]+$/.test(arg));
  const byId = id === undefined ? named : named.filter((it) => id.startsWith(`${it.service}.`));
  if (byId.length === 0) throw new StartError(`${id} belongs to no service here; these have "${word}": ${named.map((it) => it.service).join(', ')}.`);
  return { commands: byId, args };
}

/** What `--help` prints: on the command that stands before it, or the list of all. */
export function helpOn(available: readonly OpsCommand[], words: readonly string[]): string {
  const [first, second] = words.filter((word) => word !== 'help' && !word.startsWith('--'));
  const meant = available.find(({ command }) => command === first || command === `${second}-${first}`)?.command;
  return meant === undefined ? listing(available) : usageOf(meant);
}

export function listing(available: readonly OpsCommand[]): string {
  const words = [...new Set(available.map((it) => it.command))].toSorted();
  const servicesOf = (word: string) => available.filter((it) => it.command === word).map((it) => it.service).join(', ');
  const usage = 'Usage: npm run ops -- <command> [--service=<name>] [--json]     (in a container: ops <command>)';
  if (words.length === 0) return `${usage}\nNo service has commands yet; npm run build compiles them.`;
  const known = described.filter(({ command }) => words.includes(command));
  const others = words.filter((word) => !described.some(({ command }) => command === word));
  const lines = known.flatMap(({ command, lines: usages }) => [`${servicesOf(command)}`, ...usages.map(([form, meaning]) => `  ${form.padEnd(42)} ${meaning}`)]);
  const more = others.map((word) => `  ${word.padEnd(42)} ${servicesOf(word)}`);
  return [usage, '', ...lines, ...(more.length > 0 ? ['more, see the services’ README.md', ...more] : []), '', codes].join('\n');
}

const codes = 'Exit codes: 0 done and as it should be; 2 done, and something is not as it should be; 1 could not be done; 64 asked wrongly.';
