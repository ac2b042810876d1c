import { postOpen, takeToken } from './api.js';
import { byId, el, show } from './dom.js';
import { onSubmit, showPassword } from './form.js';

const token = takeToken();
const [request, confirm, outcome] = [byId('request'), byId('confirm'), byId('outcome')];
for (const button of document.querySelectorAll('[data-shows]')) showPassword(button, byId(button.dataset.shows));
show(token === undefined ? request : confirm);

onSubmit(request, async ({ email }) => {
  await postOpen('/api/password-reset', { email });
  show(request, false);
  outcome.replaceChildren(el('div', { class: 'notice good' }, el('strong', {}, 'Look into your mail'), el('p', {}, `If there is an account for ${email}, a link is on its way.`)));
});

onSubmit(confirm, async ({ password }) => {
  await postOpen('/api/password-reset/confirm', { token, password });
  show(confirm, false);
  outcome.replaceChildren(
    el('div', { class: 'notice good' }, el('strong', {}, 'The new password is set'), el('p', {}, 'All other sessions have ended.')),
    el('a', { class: 'button wide', href: '/sign-in' }, 'Sign in'),
  );
});
