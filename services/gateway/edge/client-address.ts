import { isIP, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

const mapped = '::ffff:';

/** Finds who is asking; forwarded headers are believed only as far as the trusted proxies reach. */
export class ClientAddress {
  private readonly trust: ((address: string, hop: number) => boolean) | undefined;

  constructor(trustedProxies: readonly string[]) {
    this.trust = trustedProxies.length === 0 ? undefined : proxyAddr.compile([...trustedProxies]);
  }

  of(request: IncomingMessage): string {
    const peer = request.socket.remoteAddress ?? '0.0.0.0';
    if (this.trust === undefined || request.headers['x-forwarded-for'] === undefined) return plain(peer);
    const found = proxyAddr(request, this.trust);
    // A proxy may write "unknown" or nonsense; then it stands for its client itself.
    return plain(isIP(found) === 0 ? peer : found);
  }
}

function plain(address: string): string {
  return address.startsWith(mapped) ? address.slice(mapped.length) : address;
}

/** What limits are counted by: the address, for IPv6 its /64 network, all of which one customer of a provider has. */
export function limitedAddress(address: string): string {
  // Node asks a long pattern; most addresses need none.
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...rest];
  return `${all.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
