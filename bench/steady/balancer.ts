import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process behind a balancer. */
export interface Backend {
  readonly url: string;
  readonly managementUrl: string;
}

interface Known extends Backend {
  ready: boolean;
  /** Looks in a row at which it was not ready. */
  away: number;
}

const ASK_EVERY_MS = 1000;
/** As the kubelet's failureThreshold: a single late answer of a busy machine takes nobody out. Three seconds in all are less than SHUTDOWN_DELAY. */
const LOOKS = 3;

/**
 * What a Service of Kubernetes is to its pods: each new connection goes to one that is ready, by turns, and stays with it until one of both closes it. Where
 * none is ready, connections are refused.
 */
export class Balancer {
  readonly url: string;
  private readonly server: Server;
  private readonly known: Known[] = [];
  private readonly open = new Set<Socket>();
  private turn = 0;
  private asking = true;

  private constructor(server: Server, url: string) {
    this.server = server;
    this.url = url;
  }

  static async start(): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const balancer = new Balancer(server, `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    server.on('connection', (socket) => balancer.pass(socket));
    void balancer.ask();
    return balancer;
  }

  /** From now on it gets connections whenever it says that it is ready. */
  add(backend: Backend): void {
    this.known.push({ ...backend, ready: false, away: 0 });
  }

  remove(url: string): void {
    this.known.splice(0, this.known.length, ...this.known.filter((backend) => backend.url !== url));
  }

  /** Resolves when this one gets connections. */
  async untilReady(url: string): Promise<void> {
    while (this.asking && !(this.server.listening && this.known.find((backend) => backend.url === url)?.ready === true)) await sleep(50);
  }

  stop(): void {
    this.asking = false;
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private async ask(): Promise<void> {
    for (; this.asking; await sleep(ASK_EVERY_MS)) {
      await Promise.all(this.known.map((backend) => look(backend)));
      this.openOrClose();
    }
  }

  private openOrClose(): void {
    const isOpen = this.server.listening;
    const shouldBe = this.asking && this.known.some(({ ready }) => ready);
    if (shouldBe && !isOpen) this.server.listen(Number(new URL(this.url).port), '127.0.0.1');
    if (!shouldBe && isOpen) this.server.close();
  }

  private pass(client: Socket): void {
    const ready = this.known.filter((backend) => backend.ready);
    const chosen = ready[(this.turn += 1) % ready.length];
    if (chosen === undefined) {
      client.destroy();
      return;
    }
    const service = connect(Number(new URL(chosen.url).port), '127.0.0.1');
    for (const [one, other] of [[client, service], [service, client]] as const) {
      this.open.add(one);
      one.setNoDelay(true);
      // A reset goes on as a reset: the client must see of it what it would see without us.
      one.on('error', () => other.resetAndDestroy());
      one.once('close', () => {
        this.open.delete(one);
        other.end();
      });
      one.pipe(other);
    }
  }
}

async function look(backend: Known): Promise<void> {
  const is = await fetch(`${backend.managementUrl}/health/ready`, { signal: AbortSignal.timeout(5000) }).then(
    async ({ ok, body }) => {
      await body?.cancel();
      return ok;
    },
    () => false,
  );
  backend.away = is ? 0 : backend.away + 1;
  backend.ready = is || (backend.ready && backend.away < LOOKS);
}
