import { Problem } from '#libs/service/problem';

/** Used, expired, replaced by a newer one, or never given out: which of them is nobody's business. */
export class LinkUsedOrExpired extends Problem {
  constructor() {
    super({
      status: 410,
      code: 'identity/link-used-or-expired',
      title: 'This link was used already or has expired',
      detail: 'Ask for a new one.',
    });
  }
}
