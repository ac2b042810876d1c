import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  /** Envelope recipient. */
  readonly to: string;
  readonly from: string;
  readonly raw: string;
  readonly mail: ParsedMail;
  /** When its content had come, by `performance.now()`. */
  readonly at: number;
}

/** What the server answers instead of accepting: a code with a text, or `drop` to close the connection. */
export type Refusal = { readonly code: number; readonly text?: string } | 'drop';

/** How the server behaves; everything is accepted by default. */
export interface Behaviour {
  onRecipient?: (address: string) => Refusal | undefined;
  /** After the content has arrived; `accepted-then-drop` keeps the mail and closes without an answer. */
  onContent?: (address: string) => Refusal | 'accepted-then-drop' | undefined;
}

/**
 * A real SMTP server for specs, on a free port; it can be stopped and started again on the same port.
 * @example const inbox = await MailInbox.open(); … expect(inbox.mails).toHaveLength(1);
 */
export class MailInbox {
  readonly mails: ReceivedMail[] = [];
  behaviour: Behaviour = {};
  connections = 0;
  private server: SMTPServer | undefined;
  private port = 0;

  static async open(): Promise<MailInbox> {
    const inbox = new MailInbox();
    await inbox.start();
    return inbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      onConnect: (_session, done) => {
        this.connections += 1;
        done();
      },
      onRcptTo: ({ address }, _session, done) => done(refusal(this.behaviour.onRecipient?.(address))),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const [to = ''] = session.envelope.rcptTo.map(({ address }) => address);
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          void this.take(Buffer.concat(chunks), from, to, done);
        });
      },
    });
    server.on('error', () => undefined);
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    this.port = addressOf(server).port;
    this.server = server;
  }

  /** Refuses connections from now on; what was received stays. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    this.cut();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  to(address: string): ReceivedMail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  private async take(content: Buffer, from: string, to: string, done: (error?: Error | null) => void): Promise<void> {
    const at = performance.now();
    const answer = this.behaviour.onContent?.(to);
    if (answer === undefined || answer === 'accepted-then-drop') {
      this.mails.push({ from, to, raw: content.toString('utf8'), mail: await simpleParser(content), at });
    }
    if (answer === 'accepted-then-drop' || answer === 'drop') this.cut();
    else done(refusal(answer));
  }

  private cut(): void {
    for (const connection of this.server?.connections ?? []) connection._socket.destroy();
  }
}

function addressOf(server: SMTPServer): AddressInfo {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail inbox has no port');
  return address;
}

function refusal(answer: Refusal | undefined): Error | undefined {
  if (answer === undefined || answer === 'drop') return undefined;
  return Object.assign(new Error(answer.text ?? 'refused by the spec'), { responseCode: answer.code });
}
