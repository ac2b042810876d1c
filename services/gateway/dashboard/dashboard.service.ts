import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { figuresAnswer, type DashboardAnswer, type Figure } from '#libs/contracts/http/dashboard';
import { isOutage, UpstreamBroken } from '../proxy/errors.ts';
import { jsonOf, problemIn } from '../proxy/passed-on.ts';
import { Proxy } from '../proxy/proxy.plugin.ts';
import type { Upstream } from '../routes.ts';

/** Who has something to say on the first page, in the order in which it stands there. */
const contributors = ['applications', 'leads', 'commissions'] as const satisfies readonly Upstream[];

/** Asks every contributing service in the caller's name; each says what that role may see. */
@Injectable()
export class DashboardService {
  constructor(private readonly proxy: Proxy) {}

  /** A service that is down takes its own figures away, not the page. */
  async figures(request: FastifyRequest): Promise<DashboardAnswer> {
    const parts = await Promise.allSettled(contributors.map((service) => this.part(request, service)));
    const answer: DashboardAnswer = { figures: [], unavailable: [] };
    for (const [index, part] of parts.entries()) {
      const service = contributors[index];
      if (service === undefined) continue;
      if (part.status === 'fulfilled') answer.figures.push(...part.value);
      else if (isOutage(part.reason)) answer.unavailable.push(service);
      else throw part.reason;
    }
    return answer;
  }

  private async part(request: FastifyRequest, service: Upstream): Promise<Figure[]> {
    const answer = await this.proxy.pass(request, { service, method: 'GET', path: '/api/dashboard', timeout: 5000, open: false, body: null });
    if (answer.status !== 200) throw await problemIn(service, answer);
    const part = figuresAnswer.safeParse(await jsonOf(service, answer));
    if (!part.success) throw new UpstreamBroken(service);
    return part.data.figures;
  }
}
