import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { openSealedLink } from '#libs/service/sealed-link';
import { Config } from '../config.ts';
import { messages } from '../template/catalogue.ts';
import type { Message } from '../template/message.ts';
import { linkExpired } from '../template/messages/link-expired.ts';
import { renderMail, renderPage } from '../template/renderer.ts';
import type { Delivery } from './delivery.entity.ts';
import type { OutgoingMail } from './mail.transport.ts';

/** The mail can never be composed as it is: an unknown template, data that does not fit, a link that cannot be opened. */
export class MailNotComposable extends Error {
  override readonly name = 'MailNotComposable';
}

export interface ComposedMail extends OutgoingMail {
  /** It is the notice instead of the mail that was asked for. */
  readonly linkExpired: boolean;
}

/** Makes the mail from its row, in memory only: the opened link and the rendered body are kept nowhere. */
@Injectable()
export class MailComposer {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Where the link has expired while the mail waited, the mail that says so and how to get another: one that cannot be used is not sent as if it could. */
  async compose(delivery: Delivery): Promise<ComposedMail> {
    const message = messages.get(delivery.template);
    if (!message) throw new MailNotComposable(`There is no template "${delivery.template}"`);
    const expired = message.link === 'sealed' && delivery.linkExpired(this.clock.now());
    const mail = await (expired ? this.fill(linkExpired, {}, delivery) : this.fill(message, delivery.data, delivery));
    return { ...mail, linkExpired: expired };
  }

  private async fill(message: Message, data: object, delivery: Delivery): Promise<OutgoingMail> {
    try {
      const link = await this.link(message, data, delivery.sealedLink);
      const rendered = await renderMail(message, data, {
        locale: delivery.locale,
        recipientName: delivery.recipientName,
        link,
        linkExpiresAt: delivery.linkExpiresAt?.toISOString(),
      });
      return { ...rendered, id: delivery.id, to: { name: delivery.recipientName, address: delivery.recipient } };
    } catch (error) {
      if (error instanceof MailNotComposable) throw error;
      // The error's own message may quote what was filled in; its name says enough.
      throw new MailNotComposable(`The mail cannot be composed (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }

  private async link(message: Message, data: object, sealed: string | null): Promise<string | undefined> {
    if (message.link === 'none') return undefined;
    if (message.link !== 'sealed') return new URL(await renderPage(message.link, message, data), `${this.config.PUBLIC_URL}/`).href;
    if (sealed === null) throw new MailNotComposable('The link is missing');
    const link = new URL(await openSealedLink(this.config.MAIL_SEAL_PRIVATE_KEY, sealed));
    if (link.protocol !== 'https:' && link.protocol !== 'http:') throw new MailNotComposable('The link is no web address');
    return link.href;
  }
}
