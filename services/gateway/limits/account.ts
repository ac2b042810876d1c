import { z } from 'zod';

const named = z.union([
  z.object({ email: z.string().max(320) }).transform(({ email }) => email),
  z.object({ token: z.string().max(512) }).transform(({ token }) => token),
  z.object({ contact: z.object({ email: z.string().max(320) }) }).transform(({ contact }) => contact.email),
]);

/**
 * Whose account a request is about: the e-mail address or the mailed token in its body. Nothing where the body is not what it
 * should be; then only the address is counted, and the service says what is wrong.
 */
export function accountIn(body: unknown): string | undefined {
  const found = named.safeParse(Buffer.isBuffer(body) ? parsed(body) : body);
  return found.success ? found.data : undefined;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
