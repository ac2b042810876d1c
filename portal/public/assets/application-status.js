import { getOpen, postOpen, takeToken } from './api.js';
import { byId, day, el, refusalNotice, show, time } from './dom.js';
import { onSubmit } from './form.js';
import { has, live, say, t, translate } from './language.js';

const place = byId('status');
const dialog = byId('withdraw-dialog');
const token = remembered(takeToken());
const base = `/api/applications/status/${encodeURIComponent(token ?? '')}`;

const tones = { submitted: 'accent', in_review: 'accent', more_info: 'warn', approved: 'good', rejected: 'bad', withdrawn: '' };
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
  place.replaceChildren(el('p', { class: 'loading' }, say('frame.loading')));
  try {
    render(await getOpen(base));
  } catch (error) {
    const unknown = error.status === 404 || error.status === 410 || error.status === 422;
    place.replaceChildren(unknown ? el('div', { class: 'notice warn', role: 'alert' }, el('strong', {}, say('status.bad-link')), el('p', {}, say('status.bad-link-text'))) : refusalNotice(error));
    show(byId('link'), unknown);
  }
}

function render(status) {
  const known = status.status in tones;
  const label = known ? say(`status.${status.status}`) : status.status;
  const sentence = known ? say(`status.${status.status}-text`) : '';
  place.replaceChildren(
    el('div', { class: 'head' }, el('div', {}, el('h1', {}, status.company), el('p', { class: 'muted' }, say('status.reference', { reference: status.reference }))), el('span', { class: `badge ${tones[status.status] ?? ''}` }, label)),
    el('section', { class: 'card stack', 'aria-label': () => t('status.where') }, el('p', {}, sentence), facts(status)),
    ...(status.question ? [question(status.question)] : []),
    el('section', { 'aria-labelledby': 'history' }, el('h2', { id: 'history' }, say('status.history')), timeline(status.timeline)),
    ...(open.has(status.status) ? [el('div', { class: 'actions' }, el('button', { class: 'button danger', type: 'button', onclick: () => dialog.showModal() }, say('status.withdraw')))] : []),
  );
}

function facts({ submittedAt, decisionDueAt, clock, mayReapplyFrom }) {
  const row = (name, ...value) => [el('dt', {}, name), el('dd', {}, ...value)];
  return el(
    'dl',
    { class: 'rows' },
    ...row(say('status.received'), time(submittedAt)),
    ...(decisionDueAt && clock.state !== 'stopped' && clock.state !== 'paused' ? row(say('status.decision-by'), time(decisionDueAt), live(() => ` (${remaining(clock)})`)) : []),
    ...(clock.state === 'paused' ? row(say('status.clock'), say('status.clock-paused')) : []),
    ...(mayReapplyFrom ? row(say('status.reapply'), live(() => t('status.reapply-from', { day: day(mayReapplyFrom) }))) : []),
  );
}

function remaining({ remainingMinutes }) {
  if (remainingMinutes === null) return t('status.no-deadline');
  if (remainingMinutes < 0) return t('status.late');
  const hours = Math.floor(remainingMinutes / 60);
  if (hours < 1) return t('status.within-hour');
  return hours === 1 ? t('status.hour-left') : t('status.hours-left', { hours });
}

function timeline(entries) {
  return el('ol', { class: 'timeline' }, ...entries.map(({ at, event, text }) => el('li', {}, time(at), has(`event.${event}`) ? say(`event.${event}`) : text)));
}

function question({ text, askedAt }) {
  const form = byId('question-form').content.firstElementChild.cloneNode(true);
  translate(form);
  onSubmit(form, async ({ answer }, key) => {
    await postOpen(`${base}/answer`, { answer }, { key });
    await load();
  });
  return el('section', { class: 'card stack', 'aria-labelledby': 'question' }, el('h2', { id: 'question' }, say('status.question')), el('p', { class: 'muted small' }, time(askedAt)), el('p', {}, text), form);
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
  place.replaceChildren(el('div', { class: 'notice good' }, el('strong', {}, say('status.resent')), el('p', {}, say('status.resent-text', { email }))));
});

if (token === undefined) show(byId('link'));
else await load();
