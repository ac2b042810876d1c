import { Problem } from '#libs/service/problem';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

export class CrossSite extends Problem {
  constructor(detail: string) {
    super({ status: 403, code: 'gateway/cross-site', title: 'Another site must not send this', detail });
  }
}

/**
 * Refuses what a page of another site makes a browser send. Every browser tells by `Origin` or `Sec-Fetch-Site`; where both
 * are absent no browser is asking, and nothing else carries somebody's cookies without their doing.
 */
export class CrossSiteCheck {
  private readonly allowed: ReadonlySet<string>;

  constructor(publicUrl: string, origins: readonly string[]) {
    this.allowed = new Set([new URL(publicUrl).origin, ...origins]);
  }

  refusal(method: string, origin: string | undefined, fetchSite: string | undefined): CrossSite | undefined {
    if (safe.has(method)) return undefined;
    if (origin !== undefined) {
      // A listed origin may be another site on purpose, so its word counts more than Sec-Fetch-Site.
      return this.allowed.has(origin) ? undefined : new CrossSite('The Origin header names a site that is not allowed to send this.');
    }
    if (fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none') return undefined;
    return new CrossSite('The Sec-Fetch-Site header says that another site is asking.');
  }
}
