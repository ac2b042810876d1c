// One way to send a form: never twice, with every problem beside its field.
import { Refusal } from './api.js';
import { el, refusalNotice } from './dom.js';
import { has, language, live, say, t } from './language.js';

/**
 * `send(values, key)` is called once per submit; while it runs, further clicks do nothing. The key stays the same until the
 * values change or it has worked, so a retry after a broken connection cannot do things twice either.
 */
export function onSubmit(form, send) {
  let busy = false;
  let sent = { text: undefined, key: undefined };
  form.noValidate = true;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    clear(form);
    if (!checkLocally(form)) return;
    const values = Object.fromEntries(new FormData(form));
    const text = JSON.stringify(values);
    if (sent.text !== text) sent = { text, key: crypto.randomUUID() };
    busy = true;
    mark(form, true);
    try {
      await send(values, sent.key);
      sent = { text: undefined, key: undefined };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      explain(form, error);
    } finally {
      busy = false;
      mark(form, false);
    }
  });
}

/** The same for a button that stands alone. */
export function onClick(button, place, send) {
  let busy = false;
  const key = crypto.randomUUID();
  button.addEventListener('click', async () => {
    if (busy) return;
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    place.replaceChildren();
    try {
      await send(key);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      place.replaceChildren(refusalNotice(error));
    } finally {
      busy = false;
      button.removeAttribute('aria-disabled');
    }
  });
}

function mark(form, busy) {
  form.setAttribute('aria-busy', String(busy));
  for (const button of form.querySelectorAll('button[type="submit"]')) {
    if (busy) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

function checkLocally(form) {
  const wrong = [...form.elements].filter((input) => input.willValidate && !input.validity.valid);
  for (const input of wrong) setError(input, say(missing(input)));
  wrong[0]?.focus();
  return wrong.length === 0;
}

/** Ours and not the browser's words: these follow the language of the page. */
function missing({ validity }) {
  if (validity.valueMissing) return 'field.required';
  return validity.typeMismatch ? 'field.email' : 'field.wrong';
}

/** What is wrong with a field: by its reason where the problem names one, else what the server says, which is English. */
function fieldText(detail, reason) {
  if (has(`password.${reason}`)) return t(`password.${reason}`);
  return language() === 'en' ? `${detail[0]?.toUpperCase() ?? ''}${detail.slice(1)}` : t('field.wrong');
}

function explain(form, error) {
  const found = [];
  const elsewhere = [];
  for (const [index, { pointer, detail }] of error.errors.entries()) {
    const text = live(() => fieldText(detail, error.reasons[index]));
    const name = pointer.split('/')[1] ?? '';
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLElement && input.type !== 'hidden') {
      setError(input, text);
      found.push(input);
    } else elsewhere.push(text);
  }
  if (found.length > 0 && elsewhere.length === 0) {
    found[0].focus();
    return;
  }
  const notice = refusalNotice(error);
  if (elsewhere.length > 0) notice.append(el('ul', {}, ...elsewhere.map((text) => el('li', {}, text))));
  form.prepend(notice);
  notice.tabIndex = -1;
  notice.focus();
}

function setError(input, text) {
  const id = `${input.id}-error`;
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', [input.dataset.hint, id].filter(Boolean).join(' '));
  input.closest('.field').append(el('p', { class: 'error', id }, text));
}

function clear(form) {
  for (const old of form.querySelectorAll('.error, :scope > .notice.bad')) old.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    if (input.dataset.hint) input.setAttribute('aria-describedby', input.dataset.hint);
    else input.removeAttribute('aria-describedby');
  }
}

/** Makes the button beside a password field show and hide what is typed. */
export function showPassword(button, input) {
  button.addEventListener('click', () => {
    const visible = input.type === 'password';
    input.type = visible ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(visible));
    button.dataset.t = visible ? 'password.hide' : 'password.show';
    button.textContent = t(button.dataset.t);
  });
}
