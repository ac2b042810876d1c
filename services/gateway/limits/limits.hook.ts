import { Injectable, Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { limitedAddress } from '../edge/client-address.ts';
import { routeOf } from '../edge/route.lookup.ts';
import { settle } from '../edge/settle.ts';
import { Config } from '../config.ts';
import { accountIn } from './account.ts';
import { LimitsUnavailable, limitHeaders, tooManyRequests } from './errors.ts';
import { isShared, sharedRates, type LimitClass, type SharedClass, type SharedRates } from './limit-class.ts';
import { SharedLimits, type Verdict } from './shared.limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What counting this request in the shared limits said. */
    verdict?: Verdict;
  }
}

/** Counts the requests that must be counted exactly, once their body is there. */
@Injectable()
export class LimitsHook {
  private readonly logger = new Logger('Limits');
  private readonly rates: Record<SharedClass, SharedRates>;

  constructor(config: Config, private readonly shared: SharedLimits) {
    this.rates = sharedRates(config);
  }

  install(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', (request, reply, done) => {
      const limit = routeOf(request)?.limit;
      if (limit === undefined || !isShared(limit)) done();
      else void settle(this.count(limit, request, reply), done);
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      done();
      if (request.verdict !== undefined && reply.statusCode < 300) void this.succeeded(routeOf(request)?.limit, request.verdict);
    });
  }

  private async count(limit: SharedClass, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const address = limitedAddress(request.clientAddress);
    const verdict = await this.ask({ limit, rates: this.rates[limit], address, account: accountIn(request.body) });
    if (verdict.tightest === undefined) return;
    if (verdict.refused) throw tooManyRequests(limit, verdict.tightest);
    reply.headers(limitHeaders(limit, verdict.tightest));
    request.verdict = verdict;
  }

  private async ask(attempt: Parameters<SharedLimits['count']>[0]): Promise<Verdict> {
    try {
      return await this.shared.count(attempt);
    } catch (error) {
      this.logger.warn({ message: 'The shared limits cannot be counted', err: error });
      throw new LimitsUnavailable();
    }
  }

  private async succeeded(limit: LimitClass | undefined, verdict: Verdict): Promise<void> {
    if (limit === undefined || !isShared(limit) || !this.rates[limit].countsFailuresOnly) return;
    try {
      await this.shared.giveBack(verdict);
    } catch (error) {
      // The try stays counted until its window ends; that is the safe side.
      this.logger.warn({ message: 'A try could not be given back', err: error });
    }
  }
}
