/**
 * One action of a person as a trace, which the gateway and everything behind it carry on (W3C trace context). Nothing is recorded here, and whether anything
 * is recorded there, is theirs to say; its id is what the API answers as the reference of a refusal.
 */
export interface ActionTrace {
  readonly id: string;
  /** The header of one request: a second try is another part of the same trace. */
  header(): string;
}

export function actionTrace(): ActionTrace {
  const id = hex(16);
  return { id, header: () => `00-${id}-${hex(8)}-00` };
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
