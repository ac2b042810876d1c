/** Something a person can put right: its message is one sentence with the remedy and is printed without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The stack is being stopped, so nothing new may start. Whoever asked for the stop reports it; nobody else has to. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}

/** The code of a system or database error, such as ENOENT. Not by `instanceof Error`: in a Jest worker, Node's own errors come from another realm. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
