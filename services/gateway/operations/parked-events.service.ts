import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parkedAnswer } from '#libs/contracts/http/operations';
import { httpProblem } from '#libs/service/problems';
import { isOutage, UpstreamBroken } from '../proxy/errors.ts';
import { jsonOf, problemIn } from '../proxy/passed-on.ts';
import { Proxy } from '../proxy/proxy.plugin.ts';
import { upstreamNames } from '../proxy/upstreams.ts';
import type { Upstream } from '../routes.ts';
import { readCursors, writeCursors, type AllParked, type Cursors } from './all-parked.ts';

const path = '/api/operations/parked-events';
const idForm = /^([a-z-]+)\.[0-9a-f-]{36}$/;

/** Asks every service for what it holds back, and sends decisions to the one whose event it is. */
@Injectable()
export class ParkedEventsService {
  constructor(private readonly proxy: Proxy) {}

  /**
   * Pages are per service: each gives up to `limit` of its own, so a page of all holds as many times more as there are services. A service
   * that is down must not hide what the others hold, least of all now; it is named in `unavailable`.
   */
  async list(request: FastifyRequest, query: { limit: number; cursor?: string | undefined }): Promise<AllParked> {
    const cursors = query.cursor === undefined ? undefined : readCursors(query.cursor);
    const asked = upstreamNames.filter((name) => cursors === undefined || name in cursors);
    const pages = await Promise.allSettled(asked.map((service) => this.page(request, service, query.limit, cursors?.[service])));
    const all: AllParked = { items: [], nextCursor: null, unavailable: [] };
    const next: Cursors = {};
    for (const [index, page] of pages.entries()) {
      const service = asked[index];
      if (service === undefined) continue;
      if (page.status === 'rejected') {
        if (!isOutage(page.reason)) throw page.reason;
        all.unavailable.push(service);
        continue;
      }
      all.items.push(...page.value.items);
      if (page.value.nextCursor !== null) next[service] = page.value.nextCursor;
    }
    // As the services page: the oldest first.
    all.items.sort((a, b) => a.parkedAt.localeCompare(b.parkedAt));
    return { ...all, nextCursor: writeCursors(next) };
  }

  async dispatch(request: FastifyRequest, id: string, decision: 'replay' | 'discard', body: object): Promise<unknown> {
    const name = idForm.exec(id)?.[1];
    const service = upstreamNames.find((candidate) => candidate === name);
    if (service === undefined) throw httpProblem('http/not-found', { detail: 'No service holds an event of this id.' });
    const answer = await this.proxy.pass(request, {
      service, method: 'POST', path: `${path}/${id}/${decision}`, timeout: 30_000, open: false, body: Buffer.from(JSON.stringify(body)),
    });
    if (answer.status >= 300) throw await problemIn(service, answer);
    return (await jsonOf(service, answer)) ?? {};
  }

  private async page(request: FastifyRequest, service: Upstream, limit: number, cursor: string | undefined) {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) });
    const answer = await this.proxy.pass(request, { service, method: 'GET', path: `${path}?${query.toString()}`, timeout: 5000, open: false, body: null });
    if (answer.status !== 200) throw await problemIn(service, answer);
    const page = parkedAnswer.safeParse(await jsonOf(service, answer));
    if (!page.success) throw new UpstreamBroken(service);
    return page.data;
  }
}
