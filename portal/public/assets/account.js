import { get, post, refresh, remove, signedInHint } from './api.js';
import { byId, el, show, time } from './dom.js';
import { onClick } from './form.js';
import { has, live, say, t } from './language.js';
import { explainRefusal } from './session.js';

const feed = byId('feed');
const badge = byId('live');
const roleName = (role) => (has(`role.${role}`) ? t(`role.${role}`) : role);
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
    ...row(say('account.email'), user.email),
    ...row(say('account.company'), partner === null ? 'Enterprise Scanner' : partner.company),
    ...row(say('account.roles'), live(() => user.roles.map(roleName).join(', '))),
  );
  if (user.permissions.includes('partner:join-requests')) byId('links').append(el('a', { class: 'button quiet', href: '/join-requests' }, say('join.headline')));
}

function entry({ id, title, body, link, createdAt, readAt }) {
  shown.add(id);
  const heading = link !== null && /^\/(?!\/)/.test(link) ? el('a', { href: link }, title) : title;
  return el('li', { class: readAt === null ? 'card unread' : 'card', 'data-id': id }, el('strong', {}, heading), body && el('p', {}, body), el('span', { class: 'muted small' }, time(createdAt)));
}

function sayWhenEmpty() {
  const empty = feed.querySelector('.empty');
  if (feed.children.length === 0) feed.append(el('li', { class: 'card muted empty' }, say('account.nothing')));
  else if (feed.children.length > 1) empty?.remove();
  show(byId('read-all'), feed.querySelector('.unread') !== null);
}

/** Opens the stream from what is shown already; the browser repeats Last-Event-ID by itself after short breaks. */
function listen() {
  source?.close();
  source = new EventSource(`/api/notifications/stream?after=${latest}`);
  source.addEventListener('open', () => state('account.live', 'good'));
  source.addEventListener('notification', ({ data }) => {
    const one = JSON.parse(data);
    latest = Math.max(latest, one.id);
    if (shown.has(one.id)) return;
    feed.prepend(entry(one));
    sayWhenEmpty();
  });
  source.addEventListener('error', async () => {
    state('account.reconnecting', 'warn');
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

function state(key, tone) {
  badge.dataset.t = key;
  badge.textContent = t(key);
  badge.className = `badge ${tone}`;
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
