import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { decodeSpans, type ReceivedSpan } from './otlp.ts';

/** What an operator's collector would be: takes spans by OTLP over HTTP. */
export interface SpanReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** The status that it answers, 200 unless set. */
  status: number;
  /** Everything that came, as bytes that can be searched. */
  received(): Buffer;
  close(): Promise<void>;
}

export async function startSpanReceiver(): Promise<SpanReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      if (request.method !== 'POST' || request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/x-protobuf') return response.writeHead(404).end();
      if (receiver.status === 200) {
        bodies.push(body);
        spans.push(...decodeSpans(body));
      }
      return response.writeHead(receiver.status, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const receiver: SpanReceiver = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    spans,
    status: 200,
    received: () => Buffer.concat(bodies),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
  return receiver;
}

/** From a span to the first of its trace that arrived, each with its service. */
export function wayUp(spans: readonly ReceivedSpan[], from: ReceivedSpan): string[] {
  const parent = spans.find(({ traceId, spanId }) => traceId === from.traceId && spanId === from.parentSpanId);
  return [`${from.service}: ${from.name}`, ...(parent ? wayUp(spans, parent) : [])];
}
