import { postOpen, signedInHint } from './api.js';
import { byId } from './dom.js';
import { onSubmit, showPassword } from './form.js';

for (const button of document.querySelectorAll('[data-shows]')) showPassword(button, byId(button.dataset.shows));

onSubmit(byId('form'), async ({ email, password }) => {
  await postOpen('/api/partners/login', { email, password });
  signedInHint.set(true);
  location.assign(next());
});

/** Only to a page of ours: a link must not be able to send people elsewhere after they signed in. */
function next() {
  const wanted = new URLSearchParams(location.search).get('next') ?? '';
  return /^\/[a-z-]+$/.test(wanted) ? wanted : '/account';
}
