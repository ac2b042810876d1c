import { Body, Controller, Get, HttpCode, Inject, Injectable, Module, Param, Post, Query, type DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import { discardBody, parkedAnswer, parkedQuery, replayBody } from '#libs/contracts/http/operations';
import type { Actor } from '#libs/database/actor';
import { Parking, ParkedEventNotFound } from '#libs/messaging/parking';
import { Answers } from './answers.ts';
import { Requires } from './auth/access.ts';
import { CurrentActor } from './auth/current.ts';
import { httpProblem } from './problems.ts';

const SERVICE_NAME = Symbol('SERVICE_NAME');

/** Parked events of this service under ids that tell the gateway which service to ask: `<service>.<uuid>`. */
@Injectable()
export class Operations {
  constructor(
    private readonly parking: Parking,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {}

  async list({ limit, cursor }: z.output<typeof parkedQuery>) {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw httpProblem('http/invalid-cursor');
    const { items, next } = await this.parking.list({ limit, ...(cursor === undefined ? {} : { after: cursor }) });
    return { items: items.map((event) => ({ ...event, id: `${this.service}.${event.id}`, service: this.service })), nextCursor: next };
  }

  async replay(actor: Actor, id: string) {
    return this.found(() => this.parking.replay(this.own(id), actor));
  }

  async discard(actor: Actor, id: string, reason: string): Promise<void> {
    await this.found(() => this.parking.discard(this.own(id), actor, reason));
  }

  private own(id: string): string {
    const [service, uuid, ...rest] = id.split('.');
    if (service !== this.service || uuid === undefined || rest.length > 0) throw httpProblem('http/not-found');
    return uuid;
  }

  private async found<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof ParkedEventNotFound ? httpProblem('http/not-found', { detail: 'There is no such parked event (any more).' }) : error;
    }
  }
}

@Controller('operations/parked-events')
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Get()
  @Requires('operations:read')
  @Answers(200, parkedAnswer, 'Events held back, oldest first')
  list(@Query({ schema: parkedQuery }) query: z.output<typeof parkedQuery>) {
    return this.operations.list(query);
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Requires('operations:manage')
  @Answers(200, undefined, 'How far the replay came')
  replay(@CurrentActor() actor: Actor, @Param('id') id: string, @Body({ schema: replayBody }) _body: z.output<typeof replayBody>) {
    return this.operations.replay(actor, id);
  }

  @Post(':id/discard')
  @HttpCode(204)
  @Requires('operations:manage')
  @Answers(204, undefined, 'The event is given up; what waited behind it goes on')
  discard(@CurrentActor() actor: Actor, @Param('id') id: string, @Body({ schema: discardBody }) { reason }: z.output<typeof discardBody>) {
    return this.operations.discard(actor, id, reason);
  }
}

@Module({ controllers: [OperationsController] })
export class OperationsModule {
  static for(service: string): DynamicModule {
    return { module: OperationsModule, providers: [Operations, { provide: SERVICE_NAME, useValue: service }] };
  }
}
