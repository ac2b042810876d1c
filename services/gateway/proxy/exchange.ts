import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { ExchangeTimeout } from './errors.ts';

export interface ServiceRequest {
  readonly method: Dispatcher.HttpMethod;
  /** With the query, as the client wrote it. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | null;
  /** Milliseconds until the answer must have begun; for small answers, be complete. */
  readonly timeout: number;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Small answers arrive whole, others as a stream. */
  readonly body: Buffer | Readable;
}

const wholeUpTo = 64 * 1024;
const betweenChunksMs = 30_000;
const empty = Buffer.alloc(0);

/** Sends one request and gives the answer; rejects with undici's error or an `ExchangeTimeout`. */
export function exchange(dispatcher: Dispatcher, request: ServiceRequest): Promise<ServiceAnswer> {
  return new Promise((resolve, reject) => {
    const { method, path, headers, body, timeout } = request;
    dispatcher.dispatch({ method, path, headers, body, headersTimeout: 0, bodyTimeout: betweenChunksMs }, new Exchange(timeout, resolve, reject));
  });
}

/**
 * undici's `request()` makes a stream of every answer; nearly all of ours are small, and taking them whole halves the cost of a
 * hop. The timer here also covers the wait for a free connection, which undici's own timeouts do not.
 */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private chunks: Buffer[] = [];
  private stream: AnswerStream | undefined;
  private over: Error | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    timeout: number,
    private readonly resolve: (answer: ServiceAnswer) => void,
    private readonly reject: (error: Error) => void,
  ) {
    this.timer = setTimeout(() => this.giveUp(), timeout);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // It waited for a connection until its time was up: it must not be sent any more.
    if (this.over !== undefined) controller.abort(this.over);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    const length = headers['content-length'];
    if (status === 204 || status === 304 || (length !== undefined && Number(length) <= wholeUpTo)) return;
    clearTimeout(this.timer);
    this.stream = new AnswerStream(controller);
    this.resolve({ status, headers, body: this.stream });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.stream === undefined) this.chunks.push(chunk);
    else if (!this.stream.push(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.stream !== undefined) {
      this.stream.finish();
      return;
    }
    clearTimeout(this.timer);
    const [first = empty] = this.chunks;
    this.resolve({ status: this.status, headers: this.headers, body: this.chunks.length > 1 ? Buffer.concat(this.chunks) : first });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.timer);
    if (this.stream === undefined) this.reject(error);
    else this.stream.destroy(error);
  }

  private giveUp(): void {
    this.over = new ExchangeTimeout('The answer did not come in time.');
    this.controller?.abort(this.over);
    this.reject(this.over);
  }
}

class AnswerStream extends Readable {
  private complete = false;

  constructor(private readonly controller: Dispatcher.DispatchController) {
    super();
  }

  finish(): void {
    this.complete = true;
    this.push(null);
  }

  override _read(): void {
    if (this.controller.paused) this.controller.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.complete && !this.controller.aborted) this.controller.abort(error ?? new Error('The client went away.'));
    done(error);
  }
}
