import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { feedReplayAnswer } from '#libs/contracts/http/notifications';
import { Clock } from '#libs/database/clock';
import type { Caller } from '#libs/service/auth/caller';
import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import { Shutdown } from '#libs/service/shutdown';
import { Config } from '../config.ts';
import { UpstreamBroken } from '../proxy/errors.ts';
import { jsonOf, problemIn } from '../proxy/passed-on.ts';
import { Proxy } from '../proxy/proxy.plugin.ts';
import { FeedHub, type FeedEntry } from './feed.hub.ts';
import { FeedStream } from './feed.stream.ts';

export class TooManyStreams extends Problem {
  constructor(detail: string) {
    super({ status: 429, code: 'gateway/too-many-streams', title: 'Too many open streams', detail, headers: { 'retry-after': '30' } });
  }
}

const pageSize = 500;
const shuttingDown = 'shutting down';

/** Opens, feeds and ends the server-sent events of all open pages. */
@Injectable()
export class StreamsService {
  private readonly logger = new Logger('Streams');
  private readonly open = new Map<FeedStream, FastifyRequest>();

  constructor(
    private readonly hub: FeedHub,
    private readonly proxy: Proxy,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly shutdown: Shutdown,
  ) {
    shutdown.signal.addEventListener('abort', () => this.closeAll(shuttingDown));
    hub.onResumed(() => {
      for (const [stream, request] of this.open) void this.catchUp(stream, request);
    });
  }

  /** `after` is the last feed id that the page has; without it only what is new is sent. */
  async start(caller: Caller, after: number | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.refuseTooMany(caller);
    const lifetime = caller.expiresAt - this.clock.now().getTime();
    const stream = new FeedStream(reply.raw, { buffer: this.config.STREAM_BUFFER, heartbeat: this.config.STREAM_HEARTBEAT, lifetime });
    // Listening comes first, so that nothing can happen unnoticed between the end of the past and the beginning of the present.
    const stop = this.hub.listen(caller.userId, (entry) => stream.push(entry));
    const forget = () => {
      stop();
      this.open.delete(stream);
    };
    this.open.set(stream, request);
    reply.raw.once('close', forget);
    try {
      // Before the headers: where the feed cannot be asked, the answer is still a problem.
      const first = await this.page(request, after ?? Number.MAX_SAFE_INTEGER);
      stream.lastId = after ?? first.latest;
      reply.hijack();
      stream.open(reply.getHeaders());
      // Stopped while the feed was asked. An answer that ends brings browsers back, to the next instance; a 503 would not.
      if (this.shutdown.signal.aborted) stream.close(shuttingDown);
      await this.replay(stream, request, first.items);
    } catch (error) {
      forget();
      if (!reply.sent) throw error;
      this.cut(stream, error);
    }
  }

  /** Sends what the page has not got yet, then what comes. */
  private async replay(stream: FeedStream, request: FastifyRequest, first: readonly FeedEntry[]): Promise<void> {
    for (let items = first; ; ({ items } = await this.page(request, stream.lastId))) {
      await stream.replay(items);
      if (stream.closed || (items.length < pageSize && stream.goLive())) return;
    }
  }

  private async catchUp(stream: FeedStream, request: FastifyRequest): Promise<void> {
    if (!stream.hold()) return;
    try {
      const { items } = await this.page(request, stream.lastId);
      await this.replay(stream, request, items);
    } catch (error) {
      this.cut(stream, error);
    }
  }

  /** The page comes back with Last-Event-ID and gets the rest. */
  private cut(stream: FeedStream, error: unknown): void {
    this.logger.warn({ message: 'A feed could not be replayed', err: error });
    stream.close('come back');
  }

  private async page(request: FastifyRequest, after: number) {
    const answer = await this.proxy.pass(request, {
      service: 'notifications', method: 'GET', path: `/internal/feed?after=${after}&limit=${pageSize}`, timeout: 10_000, open: false, body: null,
    });
    if (answer.status !== 200) throw await problemIn('notifications', answer);
    const page = feedReplayAnswer.safeParse(await jsonOf('notifications', answer));
    if (!page.success) throw new UpstreamBroken('notifications');
    return page.data;
  }

  private refuseTooMany({ userId }: Caller): void {
    if (this.config.STREAM_LIMIT <= this.open.size) throw httpProblem('http/unavailable', { headers: { 'retry-after': '30' } });
    if (this.hub.count(userId) >= this.config.STREAM_LIMIT_PER_USER) throw new TooManyStreams(`At most ${this.config.STREAM_LIMIT_PER_USER} at a time.`);
  }

  private closeAll(why: string): void {
    for (const stream of this.open.keys()) stream.close(why);
  }
}
