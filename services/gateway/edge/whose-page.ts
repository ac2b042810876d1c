import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '#libs/service/problem';

/** A page says by it whose it is, so that what it shows and sends is never another's who has signed in in the same browser (docs/adr/0087). */
const header = 'x-signed-in-as';

export class SomebodyElsesSession extends Problem {
  constructor() {
    super({ status: 401, code: 'auth/other-person', title: 'Somebody else is signed in here', detail: 'The session of this browser is not that of the page which asks.' });
  }
}

/** Undefined where the page says nothing, or what is so, or where nobody is signed in. */
export function whosePageRefusal(headers: IncomingHttpHeaders, userId: string | undefined): SomebodyElsesSession | undefined {
  const said = headers[header];
  return said === undefined || userId === undefined || said === userId ? undefined : new SomebodyElsesSession();
}
