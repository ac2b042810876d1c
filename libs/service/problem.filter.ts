import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteTable } from './route-table.ts';
import { toProblem } from './problem.mapping.ts';
import { httpProblem } from './problems.ts';
import type { Problem } from './problem.ts';

/** Answers every error as `application/problem+json`; those of our own making (5xx) are logged with their cause. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly routes: Pick<RouteTable, 'methodsAt'>) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.whereNoRouteIs(request) ?? toProblem(error);
    if (problem.status >= 500) {
      const line = { err: error, method: request.method, route: request.routeOptions?.url, correlationId: request.trace?.correlationId, traceId: request.trace?.traceId };
      if (problem.status === 503) this.logger.warn({ message: 'Answered 503', ...line });
      else this.logger.error({ message: 'Answered 500', ...line });
    }
    sendProblem(request, reply, problem);
  }

  private whereNoRouteIs(request: FastifyRequest): Problem | undefined {
    if (!request.is404) return undefined;
    const methods = this.routes.methodsAt(request.url);
    if (methods.length === 0) return httpProblem('http/not-found');
    return httpProblem('http/method-not-allowed', { headers: { allow: methods.join(', ') } });
  }
}

/** For code outside of Nest's reach, such as a Fastify hook. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  // A stream (server-sent events, a file) that breaks half-way cannot become a problem any more.
  if (reply.sent || reply.raw.headersSent) return;
  if (problem.headers) reply.headers(problem.headers);
  if (problem.status === 413) readToTheEnd(request, reply);
  void reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(request.trace?.correlationId)));
}

/** Bytes of a refused body that are read and thrown away. */
const mostRead = 16 * 1024 * 1024;

/** Fastify closes the connection of a body that it does not read; whoever is still sending then gets a reset and never the answer. Node reads on where it stays open. */
function readToTheEnd(request: FastifyRequest, reply: FastifyReply): void {
  if (Number(request.headers['content-length'] ?? Infinity) <= mostRead) reply.removeHeader('connection');
}
