// Builds what the pages show. Text is only ever set as text, never as markup.

/** `el('p', { class: 'muted' }, 'text', child)` */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

export function show(element, visible = true) {
  element.hidden = !visible;
}

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
export const day = (text) => new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(new Date(text));

export function time(text) {
  return el('time', { datetime: text }, dateTime.format(new Date(text)));
}

/** `{ amount: "2800000.00", currency: "USD" }` as people write it; whole and short where it is large. */
export function money({ amount, currency }, { short = false } = {}) {
  const options = short ? { notation: 'compact', maximumFractionDigits: 2 } : { maximumFractionDigits: 0 };
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, ...options }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}

const sentences = {
  'identity/invalid-credentials': 'The e-mail address or the password is not right.',
  'identity/link-used-or-expired': 'This link has been used already or is too old. Ask for a new one.',
  'http/too-many-requests': 'Too many tries.',
  'auth/forbidden': 'Your account may not do this.',
  'gateway/upstream-unavailable': 'A part of the system is being restarted. Try again in a moment.',
};

/** A problem in clear words, with the reference that support needs. */
export function refusalNotice(error) {
  const wait = error.status === 429 && error.retryAfter ? ` Try again in ${waiting(error.retryAfter)}.` : '';
  const words = sentences[error.code] ?? error.detail ?? error.title ?? 'Something went wrong.';
  return el(
    'div',
    { class: 'notice bad', role: 'alert' },
    el('strong', {}, error.title && error.title !== words ? error.title : 'That did not work'),
    el('p', {}, words + wait),
    error.status >= 500 && error.correlationId ? el('p', { class: 'small muted' }, `Reference: ${error.correlationId}`) : undefined,
  );
}

function waiting(seconds) {
  if (seconds < 90) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
