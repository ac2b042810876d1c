import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#libs/database/actor';
import { httpProblem } from '../problems.ts';
import type { Caller } from './caller.ts';

const anonymous: Actor = { kind: 'public' };

function callerIn(context: ExecutionContext): Caller | undefined {
  return context.switchToHttp().getRequest<FastifyRequest>().caller;
}

/** The `Actor` to pass to `inTransaction`: a partner's user, the vendor's user, or `public` on a public route. */
export const CurrentActor = createParamDecorator((_data: undefined, context: ExecutionContext): Actor => callerIn(context)?.actor ?? anonymous);

/** The signed-in `Caller`; on a public route this is a mistake of ours and answered 401. */
export const CurrentCaller = createParamDecorator((_data: undefined, context: ExecutionContext): Caller => {
  const caller = callerIn(context);
  if (!caller) throw httpProblem('auth/token-missing');
  return caller;
});
