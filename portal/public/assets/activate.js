import { postOpen, takeToken } from './api.js';
import { byId, el, show } from './dom.js';
import { onSubmit, showPassword } from './form.js';

const token = takeToken();
const form = byId('form');
const outcome = byId('outcome');
for (const button of document.querySelectorAll('[data-shows]')) showPassword(button, byId(button.dataset.shows));

if (token === undefined) {
  outcome.replaceChildren(
    el('div', { class: 'notice warn' }, el('strong', {}, 'Open this page through the link in your mail'), el('p', {}, 'It carries what is needed to activate your account. If the link is too old, ask whoever invited you for a new one.')),
  );
} else {
  show(form);
  onSubmit(form, async ({ password }) => {
    const { email } = await postOpen('/api/activation', { token, password });
    show(form, false);
    outcome.replaceChildren(
      el('div', { class: 'notice good' }, el('strong', {}, 'Your account is active'), el('p', {}, `Sign in as ${email} with the password that you have just chosen.`)),
      el('a', { class: 'button wide', href: '/sign-in' }, 'Sign in'),
    );
  });
}
