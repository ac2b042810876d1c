import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signedInAnswer, type SignedIn } from '#libs/contracts/http/identity';
import { Clock } from '#libs/database/clock';
import { SessionCookies } from '../edge/session-cookies.ts';
import { tokenMissing, Tokens } from '../edge/tokens.ts';
import { SomebodyElsesSession, whosePageRefusal } from '../edge/whose-page.ts';
import { UpstreamBroken } from '../proxy/errors.ts';
import { jsonOf, problemIn } from '../proxy/passed-on.ts';
import { Proxy } from '../proxy/proxy.plugin.ts';

export type Session = Omit<SignedIn, 'tokens'>;
const timeout = 15_000;

/** Keeps tokens out of pages: what identity issues becomes cookies here, and the answer goes on without it. */
@Injectable()
export class SessionService {
  constructor(private readonly proxy: Proxy, private readonly cookies: SessionCookies, private readonly tokens: Tokens, private readonly clock: Clock) {}

  async signIn(request: FastifyRequest, reply: FastifyReply, credentials: { email: string; password: string }): Promise<Session> {
    return this.keep(reply, await this.issue(request, '/api/partners/login', credentials));
  }

  async refresh(request: FastifyRequest, reply: FastifyReply): Promise<Session> {
    const refreshToken = this.cookies.refreshToken(request.headers.cookie);
    if (!refreshToken) throw tokenMissing();
    try {
      const session = this.keep(reply, await this.issue(request, '/api/session/refresh', { refreshToken }));
      const refusal = whosePageRefusal(request.headers, session.user.id);
      // The cookies stay those of their own person: the exchanged ones would be of no more use.
      if (refusal !== undefined) throw refusal;
      return session;
    } catch (error) {
      if (isUnauthorized(error) && !(error instanceof SomebodyElsesSession)) this.forget(reply);
      throw error;
    }
  }

  /** Ends the session at identity and in the browser; a session that is over already is no error. Another's goes on. */
  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { headers } = request;
    const refusal = whosePageRefusal(headers, await this.holderOf(headers.authorization));
    if (refusal !== undefined) throw refusal;
    if (!(await this.end(request, headers.authorization))) await this.endByRefreshToken(request, reply);
    this.forget(reply);
  }

  /** Whose access token it is; undefined where it is none, or has expired. */
  private async holderOf(authorization: string | undefined): Promise<string | undefined> {
    if (authorization === undefined) return undefined;
    try {
      return (await this.tokens.caller(authorization.replace(/^bearer /i, ''))).userId;
    } catch (error) {
      if (isUnauthorized(error)) return undefined;
      throw error;
    }
  }

  private async end(request: FastifyRequest, authorization: string | undefined): Promise<boolean> {
    if (authorization === undefined) return false;
    request.headers.authorization = authorization;
    const answer = await this.proxy.pass(request, { service: 'identity', method: 'DELETE', path: '/api/session', timeout, open: false, body: null });
    if (answer.status === 401) return false;
    if (answer.status >= 400) throw await problemIn('identity', answer);
    return true;
  }

  /** The access token has expired, yet the session lives on: it takes a new one to end it, or to find out that it is another's. */
  private async endByRefreshToken(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const refreshToken = this.cookies.refreshToken(request.headers.cookie);
    if (!refreshToken) return;
    try {
      const session = await this.issue(request, '/api/session/refresh', { refreshToken });
      const refusal = whosePageRefusal(request.headers, session.user.id);
      if (refusal !== undefined) {
        this.keep(reply, session);
        throw refusal;
      }
      await this.end(request, `Bearer ${session.tokens.accessToken}`);
    } catch (error) {
      if (!isUnauthorized(error) || error instanceof SomebodyElsesSession) throw error;
    }
  }

  private async issue(request: FastifyRequest, path: string, content: object): Promise<SignedIn> {
    request.headers['content-type'] = 'application/json';
    const body = Buffer.from(JSON.stringify(content));
    const answer = await this.proxy.pass(request, { service: 'identity', method: 'POST', path, timeout, open: true, body });
    if (answer.status !== 200) throw await problemIn('identity', answer);
    const issued = signedInAnswer.safeParse(await jsonOf('identity', answer));
    if (!issued.success) throw new UpstreamBroken('identity');
    return issued.data;
  }

  private keep(reply: FastifyReply, { tokens, ...session }: SignedIn): Session {
    void reply.header('set-cookie', this.cookies.keep(tokens, this.clock.now()));
    return session;
  }

  private forget(reply: FastifyReply): void {
    void reply.header('set-cookie', this.cookies.forget());
  }
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401;
}
