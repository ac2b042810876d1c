import { getOpen, postOpen, takeToken } from './api.js';
import { byId, day, el, refusalNotice, show, time } from './dom.js';
import { onSubmit } from './form.js';

const place = byId('status');
const dialog = byId('withdraw-dialog');
const token = remembered(takeToken());
const base = `/api/applications/status/${encodeURIComponent(token ?? '')}`;

const words = {
  submitted: ['Received', 'accent', 'Your application waits for a reviewer.'],
  in_review: ['In review', 'accent', 'A person is looking at your application.'],
  more_info: ['Question for you', 'warn', 'We need something from you; the clock stands still until you answer.'],
  approved: ['Approved', 'good', 'Welcome. The owner of your account has got a mail with an activation link.'],
  rejected: ['Not accepted', 'bad', 'We cannot accept your application.'],
  withdrawn: ['Withdrawn', '', 'You have withdrawn this application.'],
};
const open = new Set(['submitted', 'in_review', 'more_info']);

/** For as long as this tab is open, so that a reload does not lose the page; the address bar no longer has it. */
function remembered(fresh) {
  try {
    if (fresh !== undefined) sessionStorage.setItem('pms-status', fresh);
    return fresh ?? sessionStorage.getItem('pms-status') ?? undefined;
  } catch {
    return fresh;
  }
}

async function load() {
  place.replaceChildren(el('p', { class: 'loading' }, 'Loading…'));
  try {
    render(await getOpen(base));
  } catch (error) {
    const unknown = error.status === 404 || error.status === 410 || error.status === 422;
    place.replaceChildren(unknown ? el('div', { class: 'notice warn', role: 'alert' }, el('strong', {}, 'This link does not work'), el('p', {}, 'It may be incomplete or too old. Ask for a new one below.')) : refusalNotice(error));
    show(byId('link'), unknown);
  }
}

function render(status) {
  const [label, tone, sentence] = words[status.status] ?? [status.status, '', ''];
  place.replaceChildren(
    el('div', { class: 'head' }, el('div', {}, el('h1', {}, status.company), el('p', { class: 'muted' }, `Application ${status.reference}`)), el('span', { class: `badge ${tone}` }, label)),
    el('section', { class: 'card stack', 'aria-label': 'Where it stands' }, el('p', {}, sentence), facts(status)),
    ...(status.question ? [question(status.question)] : []),
    el('section', { 'aria-labelledby': 'history' }, el('h2', { id: 'history' }, 'History'), timeline(status.timeline)),
    ...(open.has(status.status) ? [el('div', { class: 'actions' }, el('button', { class: 'button danger', type: 'button', onclick: () => dialog.showModal() }, 'Withdraw the application'))] : []),
  );
}

function facts({ submittedAt, decisionDueAt, clock, mayReapplyFrom }) {
  const row = (name, ...value) => [el('dt', {}, name), el('dd', {}, ...value)];
  return el(
    'dl',
    { class: 'rows' },
    ...row('Received', time(submittedAt)),
    ...(decisionDueAt && clock.state !== 'stopped' && clock.state !== 'paused' ? row('Decision by', time(decisionDueAt), ` (${remaining(clock)})`) : []),
    ...(clock.state === 'paused' ? row('Clock', 'stands still until you answer') : []),
    ...(mayReapplyFrom ? row('You may apply again', `from ${day(mayReapplyFrom)}`) : []),
  );
}

function remaining({ remainingMinutes }) {
  if (remainingMinutes === null) return 'no deadline';
  if (remainingMinutes < 0) return 'we are late, and somebody has been told';
  const hours = Math.floor(remainingMinutes / 60);
  return hours < 1 ? 'within the hour' : `${hours} ${hours === 1 ? 'hour' : 'hours'} left`;
}

function timeline(entries) {
  return el('ol', { class: 'timeline' }, ...entries.map(({ at, text }) => el('li', {}, time(at), text)));
}

function question({ text, askedAt }) {
  const form = byId('question-form').content.firstElementChild.cloneNode(true);
  onSubmit(form, async ({ answer }, key) => {
    await postOpen(`${base}/answer`, { answer }, { key });
    await load();
  });
  return el('section', { class: 'card stack', 'aria-labelledby': 'question' }, el('h2', { id: 'question' }, 'A question for you'), el('p', { class: 'muted small' }, time(askedAt)), el('p', {}, text), form);
}

byId('keep').addEventListener('click', () => dialog.close());
onSubmit(byId('withdraw'), async ({ reason }, key) => {
  await postOpen(`${base}/withdraw`, reason.trim() === '' ? {} : { reason }, { key });
  dialog.close();
  await load();
});
onSubmit(byId('link'), async ({ email }) => {
  await postOpen('/api/applications/status-link', { email });
  show(byId('link'), false);
  place.replaceChildren(el('div', { class: 'notice good' }, el('strong', {}, 'Look into your mail'), el('p', {}, `If there is an open application of ${email}, its link is on its way.`)));
});

if (token === undefined) show(byId('link'));
else await load();
