import type { Answer } from './client.ts';

const SECRET = /token|password|cookie|statusUrl/i;

/** Prints the journey as it happens, and stops it with a sentence where something else came back than was due. */
export class Report {
  #step = 0;
  readonly #print: (text: string) => void;

  constructor(print: (text: string) => void = (text) => process.stdout.write(text)) {
    this.#print = print;
  }

  chapter(title: string): void {
    this.#print(`\n— ${title}\n`);
  }

  /** Checks one answer and prints what came back, shortened. */
  step(text: string, answer: Answer, due: number): void {
    this.#step += 1;
    this.#print(`${String(this.#step).padStart(3)}  ${text}\n       → ${answer.status} ${shortened(answer.body)}\n`);
    if (answer.status !== due) throw new Error(`Step ${this.#step} («${text}») should have answered ${due}: ${JSON.stringify(answer.body)}`);
  }

  /** Notes something that was seen elsewhere than in an answer, such as a mail. */
  note(text: string): void {
    this.#print(`       ✉ ${text}\n`);
  }

  /** Prints a line as it is. */
  print(text: string): void {
    this.#print(`${text}\n`);
  }

  /** States a fact that must hold. */
  holds(text: string, value: boolean): void {
    if (!value) throw new Error(`This should hold, and does not: ${text}`);
    this.#print(`       ✓ ${text}\n`);
  }

  get steps(): number {
    return this.#step;
  }
}

function shortened(body: unknown): string {
  const text = JSON.stringify(body, (key, value: unknown) => (SECRET.test(key) && typeof value === 'string' ? '…' : value)) ?? '';
  return text.length > 220 ? `${text.slice(0, 220)} …` : text;
}

/** Reads a field of an answer whose shape the contract promises; says so plainly where it is missing. */
export function field(body: unknown, ...path: (string | number)[]): string {
  let value: unknown = body;
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof value !== 'string') throw new Error(`The answer has no text at ${path.join('.')}: ${JSON.stringify(body)}`);
  return value;
}

/** Reads a list of an answer. */
export function list(body: unknown, ...path: string[]): unknown[] {
  let value: unknown = body;
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (!Array.isArray(value)) throw new Error(`The answer has no list at ${path.join('.')}: ${JSON.stringify(body)}`);
  return value;
}
