import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '#libs/database/clock';
import { isUnknownPage } from '#libs/pages/portal.folder';
import { securityHeaders } from '#libs/pages/security-headers';
import type { Caller } from '#libs/service/auth/caller';
import { httpProblem } from '#libs/service/problems';
import { Config } from '../config.ts';
import { tooManyRequests } from '../limits/errors.ts';
import { LocalLimits } from '../limits/local.limits.ts';
import { isShared } from '../limits/limit-class.ts';
import type { Route } from '../routes.ts';
import { ClientAddress, limitedAddress } from './client-address.ts';
import { CrossSiteCheck } from './cross-site.ts';
import { isInside } from './inside.ts';
import { isAmbiguous, MalformedPath } from './path.ts';
import { routeOf } from './route.lookup.ts';
import { SessionCookies } from './session-cookies.ts';
import { settle } from './settle.ts';
import { tokenMissing, Tokens } from './tokens.ts';
import { whosePageRefusal } from './whose-page.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking, by what the trusted proxies say. */
    clientAddress: string;
  }
}

/** What every request passes before anything looks at it: path, origin, token, and the limits counted in memory. */
@Injectable()
export class EdgeHooks {
  private readonly crossSite: CrossSiteCheck;
  private readonly address: ClientAddress;
  private readonly headers: ReturnType<typeof securityHeaders>;
  private readonly local = new LocalLimits();

  constructor(
    private readonly config: Config,
    private readonly tokens: Tokens,
    private readonly cookies: SessionCookies,
    private readonly clock: Clock,
  ) {
    this.crossSite = new CrossSiteCheck(config.PUBLIC_URL, config.ALLOWED_ORIGINS);
    this.address = new ClientAddress(config.TRUSTED_PROXIES);
    this.headers = securityHeaders(config.PUBLIC_URL);
  }

  install(fastify: FastifyInstance): void {
    fastify.decorateRequest('clientAddress', '');
    fastify.addHook('onRequest', (request, reply, done) => {
      const refusal = this.admit(request, reply);
      if (refusal instanceof Promise) void settle(refusal, done);
      else done(refusal);
    });
  }

  private admit(request: FastifyRequest, reply: FastifyReply): Promise<void> | Error | undefined {
    const { headers } = request;
    request.clientAddress = this.address.of(request.raw);
    const route = routeOf(request);
    if (route === undefined) return this.admitPage(request, reply);
    reply.headers(this.headers.api).header('cache-control', 'no-store');
    if (isAmbiguous(request.url)) return new MalformedPath();
    const refusal = this.crossSite.refusal(request.method, headers.origin, fetchSiteOf(headers['sec-fetch-site']));
    if (refusal !== undefined) return refusal;
    // Proxied bodies are cut off by the proxy; what the gateway answers itself would be read up to BODY_LIMIT.
    if (route.service === 'gateway' && route.size > 0 && Number(headers['content-length'] ?? 0) > route.size) return httpProblem('http/payload-too-large');
    return this.admitCaller(request, route);
  }

  private admitPage(request: FastifyRequest, reply: FastifyReply): Error | undefined {
    const isPage = request.is404 ? isUnknownPage(request) : request.routeOptions.config.page === true;
    reply.headers(isPage ? this.headers.page : this.headers.api);
    if (isAmbiguous(request.url)) return new MalformedPath();
    // Other things that the libs serve, such as this service's own OpenAPI document, are not for the outside.
    return isPage || request.is404 || isInside(request) ? undefined : httpProblem('http/not-found');
  }

  private admitCaller(request: FastifyRequest, route: Route): Promise<void> | Error | undefined {
    const { headers } = request;
    // The cookie wins: what a page may do must not depend on a header that its scripts could set.
    const fromCookie = this.cookies.accessToken(headers.cookie);
    if (fromCookie !== undefined && fromCookie !== '') headers.authorization = `Bearer ${fromCookie}`;
    if (route.open) return this.count(route, request, undefined);
    const token = bearerOf(headers.authorization);
    if (token === undefined) return this.count(route, request, undefined) ?? (route.optional === true ? undefined : tokenMissing());
    const known = this.tokens.known(token);
    return known === undefined ? this.admitNew(request, route, token) : this.count(route, request, known);
  }

  private async admitNew(request: FastifyRequest, route: Route, token: string): Promise<void> {
    try {
      const refusal = this.count(route, request, await this.tokens.caller(token));
      if (refusal !== undefined) throw refusal;
    } catch (error) {
      // Made-up tokens cost a signature check each, so they count against their address.
      const tooMany = request.caller === undefined ? this.count(route, request, undefined) : undefined;
      if (tooMany !== undefined || request.caller !== undefined || route.optional !== true || !isRefused(error)) throw tooMany ?? error;
      delete request.headers.authorization;
    }
  }

  private count(route: Route, request: FastifyRequest, caller: Caller | undefined): Error | undefined {
    if (caller === undefined) return this.countFor(route, limitedAddress(request.clientAddress));
    request.caller = caller;
    // What is refused counts too.
    return this.countFor(route, caller.userId) ?? whosePageRefusal(request.headers, caller.userId);
  }

  private countFor({ limit }: Route, who: string): Error | undefined {
    if (isShared(limit)) return undefined;
    const rate = limit === 'read' ? this.config.RATE_LIMIT_READ : this.config.RATE_LIMIT_WRITE;
    if (rate === null) return undefined;
    const count = this.local.count(`${limit} ${who}`, rate, this.clock.now().getTime());
    return count.used > rate.limit ? tooManyRequests(limit, count) : undefined;
  }
}

/** Not an outage of whoever knows the keys: then nobody can tell. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401;
}

function bearerOf(authorization: string | undefined): string | undefined {
  return authorization !== undefined && /^bearer /i.test(authorization) ? authorization.slice(7).trim() || undefined : undefined;
}

function fetchSiteOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}
