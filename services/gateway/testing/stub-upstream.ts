// A service behind the gateway, for its specs and for trying the portal's pages: it shows what arrived and answers what it is told.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export type StubAnswer = (arrived: Arrived, response: ServerResponse) => void | Promise<void>;

export interface Stub {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** How this path (without query) is answered from now on. */
  on(method: string, path: string, answer: StubAnswer): void;
  forget(): void;
  stop(): Promise<void>;
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const content = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(content), ...headers }).end(content);
}

/** Listens on a free port of this machine; unless told otherwise it answers 200 with what it was asked. */
export async function startStub(): Promise<Stub> {
  const arrived: Arrived[] = [];
  const answers = new Map<string, StubAnswer>();
  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers, rawHeaders } = request;
      const one: Arrived = { method, url, headers, rawHeaders, body: await buffer(request) };
      arrived.push(one);
      const answer = answers.get(`${method} ${url.split('?', 1)[0]}`);
      if (answer) await answer(one, response);
      else json(response, 200, { method, url });
    })();
  });
  const url = await listen(server);
  return {
    url,
    arrived,
    on: (method, path, answer) => void answers.set(`${method} ${path}`, answer),
    forget: () => {
      arrived.length = 0;
      answers.clear();
    },
    stop: () => stop(server),
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
