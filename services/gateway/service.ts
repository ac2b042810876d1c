import { defineService } from '#libs/service/service';
import { Config } from './config.ts';
import { GatewayModule } from './gateway.module.ts';
import { RateLimit1763800000000 } from './limits/rate-limit.migration.ts';

export const gateway = defineService({
  name: 'gateway',
  description: 'The only public HTTP: sessions as cookies, limits, routing, live updates, the API reference and the portal’s files.',
  config: Config,
  migrations: [RateLimit1763800000000],
  module: GatewayModule,
  kafka: 'none',
  outermost: true,
  outlivesDatabase: true,
});
