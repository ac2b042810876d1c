// For pages that need somebody signed in.
import { signedInHint } from './api.js';
import { el, refusalNotice } from './dom.js';
import { say } from './language.js';

/** Shows what went wrong; whoever is not signed in is offered to, and comes back here. */
export function explainRefusal(place, error) {
  if (error.status !== 401) {
    place.replaceChildren(refusalNotice(error));
    return;
  }
  signedInHint.set(false);
  place.replaceChildren(
    el('div', { class: 'notice' }, el('strong', {}, say('sign-in.first')), el('p', {}, say('sign-in.ended'))),
    el('a', { class: 'button', href: `/sign-in?next=${encodeURIComponent(location.pathname)}` }, say('sign-in.submit')),
  );
}
