import { randomBytes } from 'node:crypto';
import {
  type Attributes, type AttributeValue, type Context, type Link, ROOT_CONTEXT, type Span, type SpanContext, type SpanKind, type SpanOptions, type SpanStatus, SpanStatusCode, trace, type Tracer, type TracerProvider,
} from '@opentelemetry/api';

/** A span in memory, with all that an exporter would send away. */
export class RecordedSpan implements Span {
  readonly attributes: Attributes;
  readonly links: Link[];
  readonly kind: SpanKind | undefined;
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  ended = false;
  private readonly context: SpanContext;

  constructor(
    readonly name: string,
    { kind, attributes = {}, links = [] }: SpanOptions,
    readonly parent: SpanContext | undefined,
  ) {
    this.kind = kind;
    this.attributes = { ...attributes };
    this.links = [...links];
    this.context = { traceId: parent?.traceId ?? randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex'), traceFlags: 1 };
  }

  spanContext(): SpanContext {
    return this.context;
  }

  setAttribute(key: string, value: AttributeValue): this {
    this.attributes[key] = value;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, attributes);
    return this;
  }

  addEvent(name: string): this {
    return this.setAttribute(`event ${name}`, true);
  }

  addLink(link: Link): this {
    this.links.push(link);
    return this;
  }

  addLinks(links: Link[]): this {
    this.links.push(...links);
    return this;
  }

  setStatus(status: SpanStatus): this {
    this.status = status;
    return this;
  }

  updateName(): this {
    return this;
  }

  end(): void {
    this.ended = true;
  }

  isRecording(): boolean {
    return !this.ended;
  }

  recordException(exception: unknown): void {
    this.setAttribute('exception', String(exception));
  }
}

/** What an operator's SDK would be, for a spec: keeps every span. Undo with `trace.disable()`. */
export function recordSpans(): RecordedSpan[] {
  const spans: RecordedSpan[] = [];
  const startSpan = (name: string, options: SpanOptions = {}, parent: Context = ROOT_CONTEXT): RecordedSpan => {
    const span = new RecordedSpan(name, options, trace.getSpanContext(parent));
    spans.push(span);
    return span;
  };
  const startActiveSpan: Tracer['startActiveSpan'] = () => {
    throw new Error('Nothing of ours starts active spans');
  };
  const provider: TracerProvider = { getTracer: () => ({ startSpan, startActiveSpan }) };
  trace.setGlobalTracerProvider(provider);
  return spans;
}
