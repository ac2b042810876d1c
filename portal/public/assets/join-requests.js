import { get, post } from './api.js';
import { byId, dateTime, el, show } from './dom.js';
import { onClick } from './form.js';
import { live, say, t } from './language.js';
import { explainRefusal } from './session.js';

const list = byId('requests');
const more = byId('more');
const roles = ['seller', 'technical', 'partner_finance', 'owner'];
let cursor = null;

async function load() {
  try {
    const query = new URLSearchParams({ status: 'open', ...(cursor === null ? {} : { cursor }) });
    const page = await get(`/api/partners/join-requests?${query}`);
    if (cursor === null) list.replaceChildren();
    cursor = page.nextCursor;
    list.append(...page.items.map(card));
    show(more, cursor !== null);
    sayWhenEmpty();
  } catch (error) {
    list.replaceChildren();
    explainRefusal(byId('outcome'), error);
  } finally {
    list.setAttribute('aria-busy', 'false');
  }
}

function sayWhenEmpty() {
  if (list.children.length === 0) list.append(el('li', { class: 'card muted' }, say('join.nobody')));
}

function card(request) {
  const outcome = el('div', { 'aria-live': 'polite' });
  const accept = el('button', { class: 'button', type: 'button' }, say('join.accept'));
  const decline = el('button', { class: 'button quiet', type: 'button' }, say('join.decline'));
  const choices = el(
    'fieldset',
    {},
    el('legend', {}, say('join.may')),
    ...roles.map((name) => el('label', { class: 'check' }, el('input', { type: 'checkbox', name, checked: name === 'seller' }), el('span', {}, say(`join.${name}`)))),
  );
  const item = el(
    'li',
    { class: 'card stack' },
    el('div', {}, el('h2', {}, request.person.name), el('p', { class: 'muted small' }, [request.person.jobTitle, request.person.email].filter(Boolean).join(' · ')), el('p', { class: 'muted small' }, live(() => t('join.asked', { time: dateTime(request.requestedAt) })))),
    request.message && el('blockquote', { class: 'notice' }, request.message),
    choices,
    outcome,
    el('div', { class: 'actions' }, accept, decline),
  );
  onClick(accept, outcome, async (key) => {
    const chosen = [...choices.querySelectorAll('input:checked')].map(({ name }) => name);
    if (chosen.length === 0) {
      outcome.replaceChildren(el('div', { class: 'notice warn', role: 'alert' }, say('join.choose')));
      return;
    }
    await post(`/api/partners/join-requests/${request.id}/accept`, { roles: chosen }, { key });
    settle(item, say('join.accepted', { name: request.person.name }));
  });
  onClick(decline, outcome, async (key) => {
    await post(`/api/partners/join-requests/${request.id}/decline`, {}, { key });
    settle(item, say('join.declined', { name: request.person.name }));
  });
  return item;
}

function settle(item, sentence) {
  item.remove();
  byId('outcome').replaceChildren(el('div', { class: 'notice good', role: 'status' }, sentence));
  sayWhenEmpty();
}

more.addEventListener('click', load);
await load();
