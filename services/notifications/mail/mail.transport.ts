import { Injectable } from '@nestjs/common';
import type { SMTPPoolOptions, SMTPPoolSentMessageInfo, Transporter } from 'nodemailer';
import { Config } from '../config.ts';
import type { RenderedMail } from '../template/renderer.ts';

export interface OutgoingMail extends RenderedMail {
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
}

const connectTimeoutMs = 10_000;

/** The one place that knows nodemailer. */
@Injectable()
export class MailTransport {
  private transporter: Promise<Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>> | undefined;

  constructor(private readonly config: Config) {}

  /** Returns when the server has taken the mail over; throws nodemailer's error otherwise. */
  async send(mail: OutgoingMail): Promise<void> {
    this.transporter ??= this.open();
    const transporter = await this.transporter;
    await transporter.sendMail({
      from: this.config.MAIL_FROM,
      // Name and address as an object, one recipient: nothing of them is parsed for further addresses.
      to: { name: mail.to.name, address: mail.to.address },
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: this.messageId(mail.id),
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }

  /** The same for every attempt at one delivery, so that a mail program shows a repeat once. */
  messageId(deliveryId: string): string {
    return `<${deliveryId}@${this.config.MAIL_FROM.address.split('@')[1] ?? 'localhost'}>`;
  }

  /** Ends all connections; a mail that is under way fails, and may have arrived. */
  async close(): Promise<void> {
    const transporter = await this.transporter;
    transporter?.close({ force: true });
  }

  private async open(): Promise<Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>> {
    // Loaded with the first mail: the service starts faster without it.
    const { createTransport } = await import('nodemailer');
    const options: SMTPPoolOptions & { pool: true } = {
      url: this.config.SMTP_URL,
      pool: true,
      maxConnections: this.config.MAIL_CONCURRENCY,
      // The pool would send again by itself after a broken connection; we count repeats, so only we repeat.
      maxRequeues: 0,
      idleTimeout: 5_000,
      connectionTimeout: connectTimeoutMs,
      greetingTimeout: connectTimeoutMs,
      dnsTimeout: connectTimeoutMs,
      socketTimeout: this.config.MAIL_TIMEOUT,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    return createTransport(options);
  }
}
