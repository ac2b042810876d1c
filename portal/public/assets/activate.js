import { postOpen, takeToken } from './api.js';
import { byId, el, show } from './dom.js';
import { onSubmit, showPassword } from './form.js';
import { say } from './language.js';

const token = takeToken();
const form = byId('form');
const outcome = byId('outcome');
for (const button of document.querySelectorAll('[data-shows]')) showPassword(button, byId(button.dataset.shows));

if (token === undefined) {
  outcome.replaceChildren(
    el('div', { class: 'notice warn' }, el('strong', {}, say('activate.no-token')), el('p', {}, say('activate.no-token-text'), ' ', el('a', { href: '/reset-password' }, say('activate.fresh')), '.')),
  );
} else {
  show(form);
  onSubmit(form, async ({ password }) => {
    const { email } = await postOpen('/api/activation', { token, password });
    show(form, false);
    outcome.replaceChildren(
      el('div', { class: 'notice good' }, el('strong', {}, say('activate.done')), el('p', {}, say('activate.done-text', { email }))),
      el('a', { class: 'button wide', href: '/sign-in' }, say('sign-in.submit')),
    );
  });
}
