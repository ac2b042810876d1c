import { httpProblem } from '#libs/service/problems';

export function versionTag(version: number): string {
  return `"${version}"`;
}

/** The version that an `If-Match` header demands; `undefined` without one, or for `*`. Any other text can match nothing, so it is a 412. */
export function expectedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw httpProblem('http/precondition-failed', { detail: 'If-Match takes the ETag of one version.' });
  return Number(version);
}
