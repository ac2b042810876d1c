import { parseArgs } from 'node:util';
import { discardMailBody } from '#libs/contracts/http/notifications';
import { id as idSchema } from '#libs/contracts/primitives';
import { Problem } from '#libs/service/problem';
import { WrongUsage } from '#libs/service/command';
import type { FailedMails } from '../mail/failed-mails.service.ts';

const usage = 'Usage: ops mails list [--expect-none] | retry <id>… | discard <id>… --reason "why", all with [--json]';
const operator = { kind: 'system', name: 'ops-command' } as const;

type Listed = Awaited<ReturnType<FailedMails['list']>>['items'][number];
type Answer = (json: object, ...sentences: string[]) => void;

/** Mails that were refused for good: names them, queues them again, or gives them up. Resolves to the exit code: 2 where none was expected and some are there. */
export async function refusedMails(mails: FailedMails, args: readonly string[], answer: Answer): Promise<number> {
  const { verb, ids, reason, expectNone } = read(args);
  if (verb === 'list') {
    const items = await all(mails);
    answer({ items }, ...(items.length === 0 ? ['No mail was refused for good.'] : items.flatMap(described)));
    return expectNone && items.length > 0 ? 2 : 0;
  }
  for (const id of ids) await found(id, () => (verb === 'retry' ? mails.retry(operator, id) : mails.discard(operator, id, reason)));
  answer({ done: verb, ids }, ...ids.map((id) => `${id} ${verb === 'retry' ? 'is queued again' : 'is given up, and what it was to say is forgotten'}.`));
  return 0;
}

function read(args: readonly string[]) {
  const { positionals, values } = parsed(args);
  const [verb = '', ...ids] = positionals;
  const reason = discardMailBody.safeParse({ reason: values.reason }).data?.reason ?? '';
  if (verb === 'list' ? ids.length > 0 : !['retry', 'discard'].includes(verb) || ids.length === 0) throw new WrongUsage(usage);
  const wrong = ids.find((id) => !idSchema.safeParse(id).success);
  if (wrong !== undefined) throw new WrongUsage(`"${wrong}" is no id of a mail. ${usage}`);
  if (verb === 'discard' && reason === '') throw new WrongUsage(`Say why with --reason "…"; it is recorded. ${usage}`);
  return { verb, ids, reason, expectNone: values['expect-none'] };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { reason: { type: 'string' }, 'expect-none': { type: 'boolean', default: false } } });
  } catch (error) {
    throw new WrongUsage(`${error instanceof Error ? error.message : String(error)} ${usage}`, { cause: error });
  }
}

async function all(mails: FailedMails): Promise<Listed[]> {
  const items: Listed[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const page = await mails.list(operator, { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  return items;
}

const described = ({ id, template, recipient, attempts, failedAt, error }: Listed): string[] => [
  `${id}  ${template}  to ${recipient}, refused ${failedAt ?? ''} at attempt ${attempts}`,
  `    ${error ?? ''}`,
];

async function found(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Problem ? new Error(`${id}: no mail that was refused for good has this id (any more).`, { cause: error }) : error;
  }
}
