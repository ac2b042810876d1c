// Builds what the pages show. Text is only ever set as text, never as markup.
import { formats, has, language, live, liveAttribute, say, t } from './language.js';

/** `el('p', { class: 'muted' }, say('key'), child)`; a function among the attributes makes one that follows the language. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (typeof value === 'function') liveAttribute(element, key, value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

export function show(element, visible = true) {
  element.hidden = !visible;
}

export const day = (text) => new Intl.DateTimeFormat(formats(), { dateStyle: 'long' }).format(new Date(text));
export const dateTime = (text) => new Intl.DateTimeFormat(formats(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));

export function time(text) {
  return el('time', { datetime: text }, live(() => dateTime(text)));
}

/** `{ amount: "2800000.00", currency: "USD" }` as people write it; whole and short where it is large. */
export function money({ amount, currency }, { short = false } = {}) {
  const options = short ? { notation: 'compact', maximumFractionDigits: 2 } : { maximumFractionDigits: 0 };
  try {
    return new Intl.NumberFormat(formats(), { style: 'currency', currency, ...options }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}

/** What a problem means, in the language of the page; what the server says is English. */
function sentence({ code, detail, title }) {
  if (has(`problem.${code}`)) return t(`problem.${code}`);
  return (language() === 'en' && (detail ?? title)) || t('problem.unknown');
}

function heading(error) {
  return language() === 'en' && error.title && error.title !== sentence(error) ? error.title : t('problem.title');
}

/** A problem in clear words, with the reference that support needs. */
export function refusalNotice(error) {
  const wait = () => (error.status === 429 && error.retryAfter ? ` ${t('problem.again', { wait: waiting(error.retryAfter) })}` : '');
  return el(
    'div',
    { class: 'notice bad', role: 'alert' },
    el('strong', {}, live(() => heading(error))),
    el('p', {}, live(() => sentence(error) + wait())),
    error.status >= 500 && error.correlationId ? el('p', { class: 'small muted' }, say('problem.reference', { id: error.correlationId })) : undefined,
  );
}

function waiting(seconds) {
  if (seconds < 90) return t('problem.seconds', { count: seconds });
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? t('problem.minutes', { count: minutes }) : t('problem.hours', { count: Math.ceil(minutes / 60) });
}
