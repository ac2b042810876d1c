import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Clock } from '#libs/database/clock';
import { BaseConfig } from '../config.base.ts';
import { AccessGuard } from './auth.guard.ts';
import { Jwks } from './jwks.ts';
import { JwtStrategy } from './jwt.strategy.ts';

/** Everything that checks tokens, from the service's configuration. */
export const authProviders: Provider[] = [
  { provide: Jwks, inject: [BaseConfig], useFactory: (config: BaseConfig) => new Jwks({ url: config.JWKS_URL }) },
  {
    provide: JwtStrategy,
    inject: [Jwks, BaseConfig, Clock],
    useFactory: (jwks: Jwks, config: BaseConfig, clock: Clock) =>
      new JwtStrategy(jwks, { issuer: config.TOKEN_ISSUER, audience: config.TOKEN_AUDIENCE }, clock),
  },
  { provide: APP_GUARD, inject: [JwtStrategy, Jwks, Clock], useFactory: (strategy: JwtStrategy, jwks: Jwks, clock: Clock) => new AccessGuard(strategy, jwks, clock) },
];
