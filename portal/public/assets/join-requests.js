import { get, post } from './api.js';
import { byId, el, show, time } from './dom.js';
import { onClick } from './form.js';
import { explainRefusal } from './session.js';

const list = byId('requests');
const more = byId('more');
const roles = [
  ['seller', 'Seller', 'registers deals and works on leads'],
  ['technical', 'Technical', 'integrates and trains'],
  ['partner_finance', 'Finance', 'sees commission and statements'],
  ['owner', 'Owner', 'may do all of it and invite people'],
];
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
  if (list.children.length === 0) list.append(el('li', { class: 'card muted' }, 'Nobody is waiting. When somebody asks to join, the owners get a mail.'));
}

function card(request) {
  const outcome = el('div', { 'aria-live': 'polite' });
  const accept = el('button', { class: 'button', type: 'button' }, 'Accept and invite');
  const decline = el('button', { class: 'button quiet', type: 'button' }, 'Decline');
  const choices = el(
    'fieldset',
    {},
    el('legend', {}, 'What may this person do?'),
    ...roles.map(([name, label, does]) => el('label', { class: 'check' }, el('input', { type: 'checkbox', name, checked: name === 'seller' }), el('span', {}, `${label}: ${does}`))),
  );
  const item = el(
    'li',
    { class: 'card stack' },
    el('div', {}, el('h2', {}, request.person.name), el('p', { class: 'muted small' }, [request.person.jobTitle, request.person.email].filter(Boolean).join(' · ')), el('p', { class: 'muted small' }, 'asked ', time(request.requestedAt))),
    request.message && el('blockquote', { class: 'notice' }, request.message),
    choices,
    outcome,
    el('div', { class: 'actions' }, accept, decline),
  );
  onClick(accept, outcome, async (key) => {
    const chosen = [...choices.querySelectorAll('input:checked')].map(({ name }) => name);
    if (chosen.length === 0) {
      outcome.replaceChildren(el('div', { class: 'notice warn', role: 'alert' }, 'Choose at least one.'));
      return;
    }
    await post(`/api/partners/join-requests/${request.id}/accept`, { roles: chosen }, { key });
    settle(item, `${request.person.name} gets an invitation by mail.`);
  });
  onClick(decline, outcome, async (key) => {
    await post(`/api/partners/join-requests/${request.id}/decline`, {}, { key });
    settle(item, `The request of ${request.person.name} is declined.`);
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
