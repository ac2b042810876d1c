import { field } from '../../../tools/demo/report.ts';
import type { FreeText } from './free-texts.ts';
import type { RoughClient } from './rough-client.ts';

/** Stands in a body, a path or a query for the text that is tried. */
export const words = '\u00a7';

interface Entry {
  /** `POST /api/deals /account/name` */
  readonly field: string;
  readonly text: string;
  readonly value: string;
}

export interface Call {
  readonly as?: Caller | undefined;
  readonly json?: unknown;
  /** By the names that stand in the path between braces. */
  readonly in?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly version?: number;
  /** 200, 201, 202 or 204 where nothing is said. */
  readonly due?: number | readonly number[];
}

/** Somebody who is signed in, by the cookies. */
export interface Caller {
  readonly cookie: string;
}

/** What several writers have written, and where. */
export class Written {
  /** By the mark at the end of each text. */
  readonly entries = new Map<number, Entry>();
  /** Every field that has had a text of ours, also one that was written before. */
  readonly covered = new Set<string>();
  /** All texts in the answers to those who read. */
  readonly shown = new Set<string>();
  readonly values = new Set<string>();
  readonly longest: ReadonlyMap<string, number>;
  marks = 0;

  constructor(readonly fields: readonly FreeText[]) {
    this.longest = new Map(fields.map(({ route, at, longest }) => [`${route} ${at}`, longest]));
  }

  /** The fields in which nothing that a writer wrote fits, where it is one that is kept. */
  fieldsWithout(fits: (value: string) => boolean): string[] {
    const groups = Map.groupBy(this.entries.values(), ({ field, text }) => JSON.stringify([field, text]));
    return [...new Set([...groups.values()].filter((entries) => !entries.some(({ value }) => fits(value))).map(([entry]) => entry?.field ?? ''))].toSorted();
  }
}

/** Writes one text into every field, each time with a mark of its own at the end. */
export class TextWriter {
  constructor(
    private readonly client: RoughClient,
    private readonly written: Written,
    readonly text: string,
  ) {}

  /** The parsed answer. Throws where another status comes back than is due. */
  async call(route: string, { as, json, in: params = {}, query = {}, version, due }: Call = {}): Promise<unknown> {
    const [method = '', template = ''] = route.split(' ');
    const before = this.written.marks;
    const body = this.filled(json, route, '');
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(this.inserted(params[name] ?? '', `${route} :${name}`)));
    const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(this.inserted(value, `${route} ?${name}`))}`);
    const key = `${route} Idempotency-Key`;
    const headers = {
      ...(as && { cookie: as.cookie }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
      ...(this.written.longest.has(key) && { 'idempotency-key': this.next(key, withoutBlanks) }),
    };
    const after = this.written.marks;
    const answer = await this.client.send(method, [path, ...(asked.length > 0 ? [asked.join('&')] : [])].join('?'), { json: body, headers });
    const isDue = due === undefined ? answer.status >= 200 && answer.status < 300 : [due].flat().includes(answer.status);
    // What was refused, or only asked for, is kept nowhere.
    if (!isDue || answer.status >= 400 || method === 'GET') for (let mark = before; mark < after; mark += 1) this.written.entries.delete(mark);
    if (!isDue) throw new Error(`${route} was answered ${answer.status} instead of ${due === undefined ? '2xx' : String(due)}: ${answer.text} to ${JSON.stringify(body)}`);
    const isJson = answer.type.includes('json');
    const told: unknown = isJson ? JSON.parse(answer.text) : answer.text;
    if (method === 'GET') for (const text of textsIn(told)) this.written.shown.add(text);
    return told;
  }

  async read(path: string, as: Caller): Promise<unknown> {
    return this.call(`GET ${path}`, { as });
  }

  async signIn(email: string, password: string): Promise<Caller> {
    this.written.covered.add('POST /api/partners/login /password');
    const answer = await this.client.send('POST', '/api/partners/login', { json: { email, password } });
    if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.status} ${answer.text}`);
    return { cookie: answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
  }

  /** What a field gets next. */
  next(place: string, form = (text: string) => text): string {
    const mark = ` ~${this.written.marks}~`;
    const longest = this.written.longest.get(place);
    if (longest === undefined) throw new Error(`${place} is no free text of the OpenAPI document.`);
    const value = form(this.text.slice(0, longest - mark.length).trim() + mark);
    this.written.entries.set(this.written.marks++, { field: place, text: this.text, value });
    this.written.values.add(value);
    this.written.covered.add(place);
    return value;
  }

  private inserted(value: string, place: string): string {
    if (value === words) return this.next(place);
    if (this.written.values.has(value)) this.written.covered.add(place);
    return value;
  }

  private filled(value: unknown, route: string, at: string): unknown {
    if (typeof value === 'string') return this.inserted(value, `${route} ${at}`);
    if (Array.isArray(value)) return value.map((item) => this.filled(item, route, `${at}/*`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.filled(item, route, `${at}/${name}`)]));
  }
}

/** As a header takes it. */
const withoutBlanks = (text: string) => text.replaceAll(' ', '_');

/** Every text in a JSON value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

export const idOf = (answer: unknown): string => field(answer, 'id');
export const versionOf = (answer: unknown): number => Number(Reflect.get(Object(answer), 'version'));
export const tokenOf = (answer: unknown): string => field(answer, 'statusUrl').split('#token=')[1] ?? '';
