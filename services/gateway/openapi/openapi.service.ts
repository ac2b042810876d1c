import { Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Clock } from '#libs/database/clock';
import type { OpenAPIObject } from '#libs/service/openapi';
import { Config } from '../config.ts';
import { insideAddress } from '../edge/inside.ts';
import { UpstreamBroken } from '../proxy/errors.ts';
import { jsonOf } from '../proxy/passed-on.ts';
import { Upstreams, upstreamNames } from '../proxy/upstreams.ts';
import { routes, type Upstream } from '../routes.ts';
import { mergeDocuments, type ServiceDocument } from './merge.ts';

const path = '/internal/openapi.json';
/** How soon to ask again for what was missing. */
const incompleteMs = 3000;
const openApi = z.custom<OpenAPIObject>((value) => z.object({ openapi: z.string(), paths: z.record(z.string(), z.object({})) }).safeParse(value).success);

/** The merged document, kept for a while; a service that is down is described as it was last seen. */
@Injectable()
export class OpenApiService {
  private readonly logger = new Logger('OpenApi');
  private readonly seen = new Map<Upstream, OpenAPIObject>();
  private merged: { document: OpenAPIObject; until: number } | undefined;
  private merging: Promise<OpenAPIObject> | undefined;

  constructor(
    private readonly upstreams: Upstreams,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly adapter: HttpAdapterHost,
  ) {}

  document(): Promise<OpenAPIObject> {
    if (this.merged !== undefined && this.merged.until > this.clock.now().getTime()) return Promise.resolve(this.merged.document);
    this.merging ??= this.merge().finally(() => {
      this.merging = undefined;
    });
    return this.merging;
  }

  private async merge(): Promise<OpenAPIObject> {
    const fetched = await Promise.all(upstreamNames.map((service) => this.refetch(service)));
    const documents: ServiceDocument[] = [...this.seen].map(([service, document]) => ({ service, document }));
    documents.sort((a, b) => a.service.localeCompare(b.service));
    const document = mergeDocuments([...documents, { service: 'gateway', document: await this.own() }], routes);
    const maxAge = fetched.every(Boolean) ? this.config.OPENAPI_MAX_AGE : incompleteMs;
    this.merged = { document, until: this.clock.now().getTime() + maxAge };
    return document;
  }

  private async refetch(service: Upstream): Promise<boolean> {
    try {
      const answer = await this.upstreams.ask(service, { method: 'GET', path, headers: { accept: 'application/json' }, body: null, timeout: 5000 });
      if (answer.status !== 200) throw new UpstreamBroken(service);
      this.seen.set(service, openApi.parse(await jsonOf(service, answer)));
      return true;
    } catch (error) {
      this.logger.warn({ message: `The OpenAPI document of ${service} cannot be fetched`, err: error });
      return false;
    }
  }

  private async own(): Promise<OpenAPIObject> {
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    const answer = await fastify.inject({ method: 'GET', url: path, remoteAddress: insideAddress });
    return openApi.parse(answer.json());
  }
}
