import { Problem } from '#libs/service/problem';

// Two routers that read one path differently are how internal routes get reached, so nothing ambiguous is passed on: dot segments,
// encoded dots, slashes and backslashes, empty segments, and controls.
const ambiguous = /\/\.{1,2}(?:\/|$)|\/\/|\\|%(?:2e|2f|5c|0[0-9a-f]|1[0-9a-f]|7f|25)|[\u0000-\u0020\u007f-\uffff]/i;
const suspicious = /[%\\]|\/[./]|[^\u0021-\u007e]/;

export class MalformedPath extends Problem {
  constructor() {
    super({ status: 400, code: 'gateway/malformed-path', title: 'The path is malformed', detail: 'Paths must not hold dot segments, empty segments or encoded separators.' });
  }
}

/** The path of a request target without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

export function isAmbiguous(target: string): boolean {
  const path = pathOf(target);
  return !path.startsWith('/') || (suspicious.test(path) && ambiguous.test(path));
}
