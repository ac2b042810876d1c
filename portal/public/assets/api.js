// Talks to the gateway. The session stands in cookies that no script can read; this only knows when to ask for fresh ones.

/** A refusal of the API as RFC 9457 problem, or the lack of any answer. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title);
    Object.assign(this, { status: problem.status, code: problem.code, title: problem.title, detail: problem.detail, errors: problem.errors ?? [], reasons: problem.reasons ?? [], correlationId: problem.correlationId, retryAfter: problem.retryAfter });
  }
}

const offline = { status: 0, code: 'portal/no-answer' };

async function send(method, path, { body, key } = {}) {
  const headers = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new Refusal(offline);
  }
  const text = await answer.text();
  let content;
  try {
    content = text === '' ? undefined : JSON.parse(text);
  } catch {
    content = undefined;
  }
  if (answer.ok) return content;
  throw new Refusal({ status: answer.status, ...content, retryAfter: Number(answer.headers.get('retry-after')) || undefined });
}

let refreshing;
/** One refresh at a time, however many requests noticed that the session needs one. */
export function refresh() {
  refreshing ??= send('POST', '/api/session/refresh').finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function request(method, path, options) {
  try {
    return await send(method, path, options);
  } catch (error) {
    const stale = error instanceof Refusal && error.status === 401 && error.code?.startsWith('auth/');
    if (!stale || options?.open) throw error;
    try {
      await refresh();
    } catch {
      throw error;
    }
    return send(method, path, options);
  }
}

export const get = (path) => request('GET', path);
export const post = (path, body = {}, options = {}) => request('POST', path, { body, ...options });
/** For public routes, where a 401 is about what was typed and not about the session. */
export const postOpen = (path, body, options = {}) => request('POST', path, { body, open: true, ...options });
export const getOpen = (path) => request('GET', path, { open: true });
export const remove = (path) => request('DELETE', path, { open: true });

/** Takes the token out of `#token=…` and out of the address bar, so that it stays in no history and no screenshot. */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return token;
}

const hint = 'pms-signed-in';
/** Only says what the menu shows; whoever sets it gains nothing. */
export const signedInHint = {
  get: () => read() === '1',
  set: (value) => (value ? write('1') : write(undefined)),
};

function read() {
  try {
    return localStorage.getItem(hint);
  } catch {
    return null;
  }
}

function write(value) {
  try {
    if (value === undefined) localStorage.removeItem(hint);
    else localStorage.setItem(hint, value);
  } catch {
    // Storage may be switched off; the menu then says "Sign in", which is no harm.
  }
}
