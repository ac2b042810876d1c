import type { FastifyRequest } from 'fastify';

/** The peer's address of requests that this process injects into itself; the system never gives a socket such a one. */
export const insideAddress = 'this process';

export function isInside(request: FastifyRequest): boolean {
  return request.raw.socket.remoteAddress === insideAddress;
}
