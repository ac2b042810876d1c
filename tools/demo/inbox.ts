import { setTimeout as sleep } from 'node:timers/promises';

export interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

interface MailDevMail {
  id: string;
  subject?: string;
  to?: { address: string }[];
  text?: string;
  html?: string | false;
  headers?: Record<string, string>;
}

/** Reads the local mail inbox (maildev) over its HTTP interface. */
export class Inbox {
  readonly #url: string;
  readonly #patienceMs: number;

  constructor(url: string, patienceMs = 30_000) {
    this.#url = url.replace(/\/$/, '');
    this.#patienceMs = patienceMs;
  }

  /** All mails to an address, oldest first. */
  async mailsTo(address: string): Promise<Mail[]> {
    return (await this.all()).filter((mail) => mail.to.some((to) => to.toLowerCase() === address.toLowerCase()));
  }

  /** Every mail, oldest first. */
  async all(): Promise<Mail[]> {
    const response = await fetch(`${this.#url}/api/email?sort=asc`, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`The mail inbox at ${this.#url} answered ${response.status}.`);
    const mails = (await response.json()) as MailDevMail[];
    return mails.map((mail) => ({
      id: mail.id,
      subject: mail.subject ?? '',
      to: (mail.to ?? []).map((to) => to.address),
      text: mail.text ?? '',
      html: typeof mail.html === 'string' ? mail.html : '',
      messageId: mail.headers?.['message-id'] ?? '',
    }));
  }

  /** Waits for a mail to an address that fits, the newest where several do. Throws after `timeoutMs`, saying what had come instead. */
  async waitFor(address: string, fits: (mail: Mail) => boolean, what: string, timeoutMs = this.#patienceMs): Promise<Mail> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      // An inbox that is away for a moment is asked again like one in which nothing has come.
      const mails = await this.mailsTo(address).catch((error: unknown) => {
        if (Date.now() > end) throw error;
        return [];
      });
      const found = mails.findLast(fits);
      if (found !== undefined) return found;
      if (Date.now() > end) {
        const came = mails.map((mail) => `"${mail.subject}"`).join(', ') || 'nothing';
        throw new Error(`No mail «${what}» came to ${address} within ${timeoutMs / 1000} s; what came: ${came}.`);
      }
      await sleep(200);
    }
  }

  /** Waits for a mail with a link to the given page and returns the token in the link's fragment. */
  async tokenFor(address: string, page: string, after: ReadonlySet<string> = new Set()): Promise<{ mail: Mail; token: string; link: string }> {
    const pattern = new RegExp(`https?://[^\\s"<>]*${page}#token=([\\w.-]+)`);
    const mail = await this.waitFor(address, (candidate) => !after.has(candidate.id) && pattern.test(candidate.text), `with a link to ${page}`);
    const [link = '', token = ''] = pattern.exec(mail.text) ?? [];
    return { mail, token, link };
  }

  /** The ids of all mails so far to an address, to tell later ones apart. */
  async seen(address: string): Promise<Set<string>> {
    return new Set((await this.mailsTo(address)).map((mail) => mail.id));
  }
}
