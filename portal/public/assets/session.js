// For pages that need somebody signed in.
import { signedInHint } from './api.js';
import { el, refusalNotice } from './dom.js';

/** Shows what went wrong; whoever is not signed in is offered to, and comes back here. */
export function explainRefusal(place, error) {
  if (error.status !== 401) {
    place.replaceChildren(refusalNotice(error));
    return;
  }
  signedInHint.set(false);
  place.replaceChildren(
    el('div', { class: 'notice' }, el('strong', {}, 'Sign in first'), el('p', {}, 'Your session has ended, or there was none.')),
    el('a', { class: 'button', href: `/sign-in?next=${encodeURIComponent(location.pathname)}` }, 'Sign in'),
  );
}
