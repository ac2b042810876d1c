import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { restingConnections } from '#libs/service/resting-connections';
import { Config } from '../config.ts';
import type { Upstream } from '../routes.ts';
import { upstreamProblem, wasNeverSent } from './errors.ts';
import { exchange, type ServiceAnswer, type ServiceRequest } from './exchange.ts';

export const upstreamNames = ['applications', 'identity', 'leads', 'notifications', 'commissions'] as const satisfies readonly Upstream[];

/** The services behind the gateway, each with its own pool of kept-alive connections, so that a slow one cannot starve another. */
@Injectable()
export class Upstreams implements OnApplicationShutdown {
  private readonly pools: Readonly<Record<Upstream, Pool>>;

  constructor(config: Config) {
    const pool = (url: string): Pool =>
      new Pool(new URL(url).origin, {
        connections: config.UPSTREAM_CONNECTIONS,
        pipelining: 1,
        connect: { timeout: config.UPSTREAM_CONNECT_TIMEOUT },
        ...restingConnections,
      });
    this.pools = {
      applications: pool(config.APPLICATIONS_URL),
      identity: pool(config.IDENTITY_URL),
      leads: pool(config.LEADS_URL),
      notifications: pool(config.NOTIFICATIONS_URL),
      commissions: pool(config.COMMISSIONS_URL),
    };
  }

  /** Asks a service; throws an `Upstream…` problem. A GET whose connection could not be made is tried once more, nothing else ever is. */
  async ask(service: Upstream, request: ServiceRequest): Promise<ServiceAnswer> {
    try {
      return await exchange(this.pools[service], request);
    } catch (error) {
      if (request.method === 'GET' && wasNeverSent(error)) return this.askAgain(service, request);
      throw upstreamProblem(service, error);
    }
  }

  private async askAgain(service: Upstream, request: ServiceRequest): Promise<ServiceAnswer> {
    try {
      return await exchange(this.pools[service], request);
    } catch (error) {
      throw upstreamProblem(service, error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.pools).map((pool) => pool.close()));
  }
}
