import { get, post, refresh, remove, signedInHint } from './api.js';
import { byId, el, show, time } from './dom.js';
import { onClick } from './form.js';
import { explainRefusal } from './session.js';

const feed = byId('feed');
const live = byId('live');
const roleNames = { admin: 'Admin', partner_manager: 'Partner manager', reviewer: 'Reviewer', finance: 'Finance', owner: 'Owner', seller: 'Seller', partner_finance: 'Finance', technical: 'Technical' };
const shown = new Set();
let latest = 0;
let source;

try {
  const session = await get('/api/session');
  signedInHint.set(true);
  introduce(session);
  show(byId('account'));
  const page = await get('/api/notifications?limit=25');
  latest = Math.max(0, ...page.items.map(({ id }) => id));
  feed.replaceChildren(...page.items.map(entry));
  sayWhenEmpty();
  listen();
} catch (error) {
  explainRefusal(byId('outcome'), error);
} finally {
  show(byId('loading'), false);
}

function introduce({ user, partner }) {
  byId('name').textContent = user.name;
  const row = (name, value) => [el('dt', {}, name), el('dd', {}, value)];
  byId('facts').replaceChildren(
    ...row('E-mail', user.email),
    ...row('Company', partner === null ? 'Enterprise Scanner' : partner.company),
    ...row('Roles', user.roles.map((role) => roleNames[role] ?? role).join(', ')),
  );
  if (user.permissions.includes('partner:join-requests')) byId('links').append(el('a', { class: 'button quiet', href: '/join-requests' }, 'Requests to join'));
}

function entry({ id, title, body, link, createdAt, readAt }) {
  shown.add(id);
  const heading = link !== null && /^\/(?!\/)/.test(link) ? el('a', { href: link }, title) : title;
  return el('li', { class: readAt === null ? 'card unread' : 'card', 'data-id': id }, el('strong', {}, heading), body && el('p', {}, body), el('span', { class: 'muted small' }, time(createdAt)));
}

function sayWhenEmpty() {
  const empty = feed.querySelector('.empty');
  if (feed.children.length === 0) feed.append(el('li', { class: 'card muted empty' }, 'Nothing yet. What is new appears here by itself.'));
  else if (feed.children.length > 1) empty?.remove();
  show(byId('read-all'), feed.querySelector('.unread') !== null);
}

/** Opens the stream from what is shown already; the browser repeats Last-Event-ID by itself after short breaks. */
function listen() {
  source?.close();
  source = new EventSource(`/api/notifications/stream?after=${latest}`);
  source.addEventListener('open', () => state('live', 'good'));
  source.addEventListener('notification', ({ data }) => {
    const one = JSON.parse(data);
    latest = Math.max(latest, one.id);
    if (shown.has(one.id)) return;
    feed.prepend(entry(one));
    sayWhenEmpty();
  });
  source.addEventListener('error', async () => {
    state('reconnecting', 'warn');
    // A refused stream is not tried again by the browser: the token has probably expired.
    if (source.readyState !== EventSource.CLOSED) return;
    try {
      await refresh();
      listen();
    } catch (error) {
      if (error.status === 401) explainRefusal(byId('outcome'), error);
      else setTimeout(listen, 5000);
    }
  });
}

function state(text, tone) {
  live.textContent = text;
  live.className = `badge ${tone}`;
}

onClick(byId('sign-out'), byId('outcome'), async () => {
  source?.close();
  await remove('/api/session');
  signedInHint.set(false);
  location.assign('/');
});
onClick(byId('read-all'), byId('outcome'), async () => {
  await post('/api/notifications/read-all');
  for (const item of feed.querySelectorAll('.unread')) item.classList.remove('unread');
  sayWhenEmpty();
});
