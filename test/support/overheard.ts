import { z } from 'zod';

/** What outside clients sent and were given that nobody else may ever read: passwords, tokens of links, cookies. */
export interface Overheard {
  readonly secrets: ReadonlySet<string>;
  stop(): void;
}

const secretFields = z.looseObject({ password: z.string().optional(), token: z.string().optional() });

/** Listens to every request of this process from now on. */
export function overhear(): Overheard {
  const secrets = new Set<string>();
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (typeof init?.body === 'string' && init.body.startsWith('{')) noteBody(init.body, secrets);
    const answer = await original(input, init);
    // A value that has been taken back is empty.
    for (const cookie of answer.headers.getSetCookie()) noteSecret(/^[^=]+=([^;]*)/.exec(cookie)?.[1], secrets);
    return answer;
  };
  return { secrets, stop: () => void (globalThis.fetch = original) };
}

function noteBody(body: string, secrets: Set<string>): void {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    return;
  }
  const { data } = secretFields.safeParse(sent);
  noteSecret(data?.password, secrets);
  noteSecret(data?.token, secrets);
}

function noteSecret(value: string | undefined, secrets: Set<string>): void {
  if (value !== undefined && value.length >= 12) secrets.add(value);
}
