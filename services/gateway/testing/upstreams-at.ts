import { join } from 'node:path';
import { upstreamNames } from '../proxy/upstreams.ts';

/**
 * The variables that tell the gateway where every service is: all at one address, for a spec that names those it means after this. Its
 * portal is one that stands in, so that no spec waits for a build.
 */
export function upstreamsAt(url: string): Record<string, string> {
  return { ...Object.fromEntries(upstreamNames.map((name) => [`${name.toUpperCase()}_URL`, url])), PORTAL_DIR: join(import.meta.dirname, 'portal') };
}
