// The menu of every page, and its language.
import { signedInHint } from './api.js';
import { language, speak, translate } from './language.js';

const entry = document.querySelector('[data-session-entry]');
if (entry && signedInHint.get()) {
  entry.dataset.t = 'frame.account';
  entry.setAttribute('href', '/account');
}
translate();
document.documentElement.classList.remove('translating');

const here = location.pathname.replace(/\.html$/, '').replace(/^\/partner-portal$/, '/');
for (const link of document.querySelectorAll('.top nav a')) {
  if (new URL(link.href).pathname === here && !link.hash) link.setAttribute('aria-current', 'page');
}

const choices = document.querySelectorAll('[data-language]');
const mark = () => {
  for (const choice of choices) choice.setAttribute('aria-pressed', String(choice.dataset.language === language()));
};
mark();
for (const choice of choices) {
  choice.addEventListener('click', () => {
    speak(choice.dataset.language);
    mark();
  });
}
