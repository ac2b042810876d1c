import { isIP } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The gateway's word on where a request came from; nobody else reaches this service. */
const header = 'x-client-address';

/** Where a request came from; `unknown` without a usable header. An IPv6 client owns at least a /64, so that counts as one address. */
export const ClientAddress = createParamDecorator((_data: undefined, context: ExecutionContext): string => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[header];
  return normalAddress(typeof value === 'string' ? value.trim() : '');
});

export function normalAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (isIP(plain) === 4) return plain;
  return isIP(plain) === 6 ? `${network(plain)}::/64` : 'unknown';
}

/** The first four groups, written out. */
function network(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group])));
  const before = groups(head);
  const after = address.includes('::') ? groups(tail) : [];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
