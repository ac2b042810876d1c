import { postOpen, takeToken } from './api.js';
import { byId, el, show } from './dom.js';
import { onSubmit, showPassword } from './form.js';
import { say } from './language.js';

const token = takeToken();
const [request, confirm, outcome] = [byId('request'), byId('confirm'), byId('outcome')];
for (const button of document.querySelectorAll('[data-shows]')) showPassword(button, byId(button.dataset.shows));
show(token === undefined ? request : confirm);

onSubmit(request, async ({ email }) => {
  await postOpen('/api/password-reset', { email });
  show(request, false);
  outcome.replaceChildren(el('div', { class: 'notice good' }, el('strong', {}, say('reset.sent')), el('p', {}, say('reset.sent-text', { email }))));
});

onSubmit(confirm, async ({ password }) => {
  await postOpen('/api/password-reset/confirm', { token, password });
  show(confirm, false);
  outcome.replaceChildren(
    el('div', { class: 'notice good' }, el('strong', {}, say('reset.done')), el('p', {}, say('reset.done-text'))),
    el('a', { class: 'button wide', href: '/sign-in' }, say('sign-in.submit')),
  );
});
