import { StartError } from '../../deploy/local/start-error.ts';

/** What scripts can tell by an exit code. */
export const exitCodes = { fine: 0, failed: 1, found: 2, usage: 64 } as const;

/** The line itself is wrong; the message says what is right. */
export class UsageError extends StartError {}

type Described = { readonly command: string; readonly lines: readonly (readonly [form: string, meaning: string])[] };

/** The commands that operators need, in the order of the help. */
export const described: readonly Described[] = [
  {
    command: 'parked',
    lines: [
      ['parked list [--expect-none]', 'events that a service could not handle, and how many wait behind each'],
      ['parked show <id> [--personal]', 'one of them with its headers and data; personal data only when asked for, which is recorded'],
      ['parked replay <id>', 'the running service handles it and what waits behind it again'],
      ['parked discard <id> --reason "why"', 'gives it up; what waits behind it goes on'],
    ],
  },
  { command: 'outbox', lines: [['outbox status [--max-age=<seconds>]', 'events that are committed and not sent yet, by slot, and who sends them']] },
  { command: 'consumers', lines: [['consumers status [--max-lag=<events>]', 'how far the group is in each partition, and what is parked']] },
  {
    command: 'mails',
    lines: [
      ['mails list [--expect-none]', 'mails that were refused for good, and why'],
      ['mails retry <id>…', 'queues them again'],
      ['mails discard <id>… --reason "why"', 'gives them up and forgets what they were to say'],
    ],
  },
  { command: 'verify-audit', lines: [['audit verify [--expect <position>:<hash>]', 'reads the whole audit trail and proves its chain']] },
  { command: 'verify-ledger', lines: [['ledger verify', 'proves sums, balances and lines of the ledger']] },
  { command: 'rotate-keys', lines: [['keys rotate [--at-once]', 'makes the next signing key']] },
  { command: 'republish', lines: [['republish', 'tells the state of everything again, for a copy that was lost']] },
  { command: 'erase', lines: [['erase --email <address>', 'erases a person in every service; it cannot be undone']] },
  {
    command: 'admin',
    lines: [
      ['admin --email <address> [--name "Name"]', 'lets an admin in, by a single-use link that it prints; a fresh one each time'],
      ['admin --email <address> --mail', 'mails the link instead; --if-none-active gives none once an admin is active'],
    ],
  },
  { command: 'test-account', lines: [['test-account --directory <folder>', 'keeps the account of helm test, from the files email and password']] },
];

export function usageOf(command: string): string {
  const lines = described.find((it) => it.command === command)?.lines ?? [];
  return `Usage: npm run ops -- <command> [--service=<name>] [--json]\n${lines.map(([form, meaning]) => `  ${form.padEnd(42)} ${meaning}`).join('\n')}`;
}
