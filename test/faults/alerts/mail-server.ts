import { createServer, type Server, type Socket } from 'node:net';

/** A mail server that can be told to refuse everybody, or to be away; mails that it takes are gone. */
export class MailServer {
  readonly smtpUrl: string;
  refuses = false;
  readonly #port: number;
  #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
    this.smtpUrl = `smtp://127.0.0.1:${port}?ignoreTLS=true`;
    server.on('connection', (socket) => this.#talk(socket));
  }

  static async start(): Promise<MailServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return new MailServer(server, typeof address === 'object' ? (address?.port ?? 0) : 0);
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  async comeBack(): Promise<void> {
    this.#server = createServer((socket) => this.#talk(socket));
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  #talk(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    socket.on('error', () => undefined);
    let inMail = false;
    let rest = '';
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (bytes: Buffer) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (inMail && line !== '.') continue;
        const command = line.slice(0, 4).toUpperCase();
        const wasMail = inMail;
        inMail = command === 'DATA';
        socket.write(wasMail ? '250 taken\r\n' : this.#reply(command));
        if (command === 'QUIT') socket.end();
      }
    });
  }

  #reply(command: string): string {
    if (command === 'RCPT' && this.refuses) return '550 5.1.1 nobody of that name\r\n';
    return { DATA: '354 go on\r\n', QUIT: '221 bye\r\n' }[command] ?? '250 ok\r\n';
  }
}
