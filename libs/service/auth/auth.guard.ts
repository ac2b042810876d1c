import { Injectable, UnauthorizedException, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { Clock } from '#libs/database/clock';
import { Problem } from '../problem.ts';
import { httpProblem } from '../problems.ts';
import { accessOf, type Access } from './access.ts';
import type { Caller } from './caller.ts';
import { Jwks } from './jwks.ts';
import { bearerToken, challenge, expired, JwtStrategy } from './jwt.strategy.ts';
import { VerifiedTokens } from './verified-tokens.ts';

const PassportGuard = AuthGuard();
let strategies = 0;

/**
 * Stands before every route and lets nobody through to one that states no access. Several services may live in one process
 * (specs do that), so each has a strategy name of its own in passport's one table.
 */
@Injectable()
export class AccessGuard extends PassportGuard {
  private readonly verified: VerifiedTokens;
  private readonly clock: Clock;
  /** By class too: controllers may inherit a handler from one base and differ in what they require. */
  private readonly known = new WeakMap<object, Map<object, Access | undefined>>();

  constructor(strategy: JwtStrategy, jwks: Jwks, clock: Clock) {
    const name = `access-token-${++strategies}`;
    passport.use(name, strategy);
    super({ defaultStrategy: name, session: false, property: 'caller' });
    this.clock = clock;
    this.verified = new VerifiedTokens(jwks);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    // Events have no caller; what they may do is said by the actor of their handler.
    if (context.getType() !== 'http') return true;
    const access = this.accessTo(context);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken(request);
    if (token === null && access?.kind === 'public-or-signed-in') return true;
    if (token === null) throw httpProblem('auth/token-missing', { headers: challenge() });
    const caller = this.remembered(request, token) ?? (await this.verify(request, token, context));
    if (access === undefined) throw httpProblem('auth/forbidden', { detail: 'This route states no access.' });
    if (access.kind === 'permission' && !caller.permissions.has(access.permission)) {
      throw httpProblem('auth/forbidden', { detail: `This needs the permission ${access.permission}.` });
    }
    return true;
  }

  private accessTo(context: ExecutionContext): Access | undefined {
    const controller = context.getClass();
    const handler = context.getHandler();
    const ofClass = this.known.get(controller) ?? new Map<object, Access | undefined>();
    this.known.set(controller, ofClass);
    if (!ofClass.has(handler)) ofClass.set(handler, accessOf(handler, controller));
    return ofClass.get(handler);
  }

  private remembered(request: FastifyRequest, token: string): Caller | undefined {
    const caller = this.verified.get(token);
    if (caller === undefined) return undefined;
    if (caller.expiresAt <= this.clock.now().getTime()) {
      this.verified.delete(token);
      throw expired();
    }
    request.caller = caller;
    return caller;
  }

  private async verify(request: FastifyRequest, token: string, context: ExecutionContext): Promise<Caller> {
    try {
      await super.canActivate(context);
    } catch (error) {
      throw error instanceof UnauthorizedException ? refusal(request) : error;
    }
    if (!request.caller) throw refusal(request);
    this.verified.put(token, request.caller);
    return request.caller;
  }
}

/** Passport leaves the reason on the request: our own problem, or an error of jsonwebtoken whose wording is nobody's business. */
function refusal(request: FastifyRequest): Problem {
  if ('authInfo' in request && request.authInfo instanceof Problem) return request.authInfo;
  return httpProblem('auth/token-invalid', { headers: challenge('invalid_token') });
}
