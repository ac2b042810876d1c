import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Asked {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const endOfHead = Buffer.from('\r\n\r\n');

/**
 * One connection that asks one thing at a time and takes answers that say their length, as all of ours do: the load generator shares the processors with what it
 * measures, and a client that can do more takes twice the time of each request.
 */
export class Caller {
  private socket: Socket | undefined;
  private received: Buffer = Buffer.alloc(0);
  private asked: Asked | undefined;
  private readonly host: string;
  private readonly port: number;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port);
  }

  /** POSTs JSON; rejects where the connection ends before the answer. */
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer> {
    let head = `POST ${path} HTTP/1.1\r\nhost: ${this.host}:${this.port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    return new Promise((resolve, reject) => {
      if (this.asked !== undefined) throw new Error('The answer before is still to come.');
      this.asked = { resolve, reject };
      this.socket ??= this.connected();
      this.socket.write(`${head}\r\n${body}`);
    });
  }

  close(): void {
    this.socket?.end();
  }

  private connected(): Socket {
    const socket = connect({ host: this.host, port: this.port, noDelay: true });
    socket.on('data', (chunk) => this.take(chunk));
    let why = new Error('The connection was closed before the answer.');
    socket.on('error', (error) => (why = error));
    // Follows an error, too. Only then may the next thing be asked: on a connection of its own.
    socket.on('close', () => {
      const { asked } = this;
      this.socket = undefined;
      this.received = Buffer.alloc(0);
      this.asked = undefined;
      asked?.reject(why);
    });
    return socket;
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(endOfHead);
    if (end === -1) return;
    const head = this.received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.socket?.destroy(new Error(`An answer without a length: ${head}`));
      return;
    }
    const from = end + endOfHead.length;
    if (this.received.length < from + Number(length)) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.received.toString('utf8', from, from + Number(length)) };
    this.received = this.received.subarray(from + Number(length));
    const { asked } = this;
    this.asked = undefined;
    asked?.resolve(answer);
  }
}

/** A connection for each of the load's clients. */
export class Callers {
  private readonly callers: readonly Caller[];

  constructor(url: string, clients: number) {
    this.callers = Array.from({ length: clients }, () => new Caller(url));
  }

  of(client: number): Caller {
    const caller = this.callers[client];
    if (caller === undefined) throw new Error(`There is no client ${client}.`);
    return caller;
  }

  close(): void {
    for (const caller of this.callers) caller.close();
  }
}
