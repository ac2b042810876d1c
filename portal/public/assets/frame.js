// The menu of every page.
import { signedInHint } from './api.js';

const entry = document.querySelector('[data-session-entry]');
if (entry && signedInHint.get()) {
  entry.textContent = 'Account';
  entry.setAttribute('href', '/account');
}
const here = location.pathname.replace(/\.html$/, '').replace(/^\/partner-portal$/, '/');
for (const link of document.querySelectorAll('.top nav a')) {
  if (new URL(link.href).pathname === here && !link.hash) link.setAttribute('aria-current', 'page');
}
