import { language } from '../texts/language.ts';
import { ownTask } from './own-task.ts';
import { Refusal } from './refusal.ts';
import type { AnswerOf, BodyOf, GetRoute, ParamOf, QueryOf, SendRoute } from './routes.ts';
import { isSomebodyElses, noteSessionEnd, pagePerson, signInAgain } from './session-end.ts';
import { actionTrace, type ActionTrace } from './trace.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;
type Route = GetRoute | SendRoute;

interface Options<R extends Route = Route> {
  /** Values of `{name}` in the path. */
  readonly params?: Readonly<Record<ParamOf<R>, string>>;
  readonly query?: Readonly<Partial<Record<QueryOf<R>, string | number | undefined>>>;
  /** Idempotency-Key: the same request again does nothing again. */
  readonly key?: string;
  /** If-Match: done only to the thing as it was read. */
  readonly version?: number;
  /** A public route, where a 401 is about what was typed and not about the session. */
  readonly open?: boolean;
  /** Does not say whose page asks, for what is about a session that is not this page's. */
  readonly unsaid?: boolean;
  readonly signal?: AbortSignal;
  /** Arrives, and its cookies are kept, also when the page is left meanwhile. */
  readonly keepalive?: boolean;
}

/** What is sent, whichever route it is of. */
interface Sent extends Omit<Options, 'params' | 'query'> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query;
}

/** Asks the gateway. The session stands in cookies that no script can read; this only knows when to ask for fresh ones. */
export async function get<R extends GetRoute>(route: R, options: Options<R> = {}): Promise<AnswerOf<R>> {
  await ownTask();
  return request<AnswerOf<R>>('GET', route, undefined, options);
}

export async function send<R extends SendRoute>(route: R, body: BodyOf<R>, options: Options<R> = {}): Promise<AnswerOf<R>> {
  const [method = '', path = ''] = route.split(' ');
  return request<AnswerOf<R>>(method, path, body, options);
}

async function request<Answer>(method: string, path: string, body: unknown, options: Sent): Promise<Answer> {
  if (options.open !== true && isSomebodyElses()) return leave();
  const trace = actionTrace();
  try {
    return await once(method, path, body, { ...options, trace });
  } catch (error) {
    if (options.open === true || !isAboutSession(error) || !(await goesOn(method))) throw error;
    // Meanwhile somebody else may have signed in in another tab.
    if (isSomebodyElses()) return leave();
    return once(method, path, body, { ...options, trace });
  }
}

const isAboutSession = (error: unknown): boolean => error instanceof Refusal && error.status === 401 && (error.code.startsWith('auth/') || error.code === 'identity/session-ended');

/** Whether there is a session again: by fresh cookies or, for what somebody sends, by their signing in. Reading does not ask them to. */
async function goesOn(method: string): Promise<boolean> {
  try {
    await refresh();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
    if (method !== 'GET') return signInAgain();
    noteSessionEnd();
    return false;
  }
}

/** The page is loaded anew for whoever is signed in now; what asked is gone with it, and gets no answer. */
async function leave(): Promise<never> {
  location.reload();
  return new Promise<never>(() => undefined);
}

async function once<Answer>(method: string, path: string, body: unknown, { params = {}, query = {}, key, version, signal, keepalive = false, unsaid = false, trace }: Sent & { trace: ActionTrace }): Promise<Answer> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  const person = unsaid ? undefined : pagePerson();
  const headers = {
    ...(person === undefined ? {} : { 'x-signed-in-as': person }),
    accept: 'application/json',
    'accept-language': language(),
    traceparent: trace.header(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  };
  const address = search.size === 0 ? filled : `${filled}?${search}`;
  // Also where it breaks off half-way: nobody knows then whether it was done.
  const [answer, text] = await arrived(fetch(address, { method, headers, credentials: 'same-origin', cache: 'no-store', keepalive, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal === undefined ? {} : { signal }) })).catch(
    (error: unknown) => {
      if (signal?.aborted === true) throw error;
      throw new Refusal({ status: 0, code: 'portal/no-answer' });
    },
  );
  const content = parsed(text);
  if (answer.ok) return content as Answer;
  throw new Refusal({ correlationId: trace.id, ...(typeof content === 'object' ? content : {}), status: answer.status }, Number(answer.headers.get('retry-after')) || undefined);
}

async function arrived(asked: Promise<Response>): Promise<readonly [Response, string]> {
  const answer = await asked;
  return [answer, await answer.text()];
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

let refreshing: Promise<unknown> | undefined;
/** One refresh at a time, however many requests noticed that the session needs one. */
export function refresh(): Promise<unknown> {
  refreshing ??= renewed().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** Asked again at once where no answer came: the token may be exchanged already, and only for a moment the old one gets its successor once more. */
async function renewed(): Promise<unknown> {
  const ask = async () => send('POST /api/session/refresh', undefined, { open: true, keepalive: true });
  return ask().catch(async (error: unknown) => {
    if (error instanceof Refusal && error.status === 0) return ask();
    if (error instanceof Refusal && error.code === 'auth/other-person') return partFromForeignSession(ask, error);
    throw error;
  });
}

/** How long another tab takes at most from having signed somebody in to saying who it is. */
const saidByThen = 500;

/** Whether somebody else has just signed in in another tab; what they say of it may be on its way. */
async function isTakenOver(): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, saidByThen));
  return isSomebodyElses();
}

/**
 * The cookies are not those of this page's person. Either somebody else has just signed in in another tab, and the page is theirs; or an answer that came late has put
 * back the cookies of who was signed in before: that session is ended, since nobody here has asked for it.
 */
async function partFromForeignSession(ask: () => Promise<unknown>, error: Refusal): Promise<unknown> {
  const person = pagePerson();
  if (await isTakenOver()) return leave();
  if (pagePerson() !== person) return ask();
  await endWhosever();
  throw error;
}

const endWhosever = async () => send('DELETE /api/session', undefined, { open: true, unsaid: true });

/**
 * Signs this page's person out. Says whether nobody is signed in here then: who has signed in meanwhile in another tab stays so. Cookies of somebody before, which an
 * answer that came late has put back, go too.
 */
export async function endSession(): Promise<boolean> {
  try {
    await send('DELETE /api/session', undefined, { open: true });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'auth/other-person') throw error;
    if (await isTakenOver()) return false;
    await endWhosever();
  }
  return true;
}
