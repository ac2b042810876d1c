import { upstreamNames } from '../proxy/upstreams.ts';

/** The variables that tell the gateway where every service is: all at one address, for a spec that names those it means after this. */
export function upstreamsAt(url: string): Record<string, string> {
  return Object.fromEntries(upstreamNames.map((name) => [`${name.toUpperCase()}_URL`, url]));
}
