import { z } from 'zod';
import { defineConfig, duration, gathering, integer, url } from '#libs/service/config';
import { sealPrivateKey } from '#libs/service/sealed-link';
import { email } from '#libs/contracts/primitives';
import { isTimeZone } from '#libs/database/time-zone';

const named = /^([^<>"\r\n]{0,200})<([^<>\s]+)>$/;

/** `partners@example.com` or `Partner Team <partners@example.com>`, as name and address, so that nothing is parsed while sending. */
function mailbox() {
  return z
    .string()
    .transform((text, context) => {
      const [, name = '', address = text] = named.exec(text) ?? [];
      const parsed = email.safeParse(address.trim());
      if (parsed.success) return { name: name.trim(), address: parsed.data };
      context.issues.push({ code: 'custom', message: 'not a mail address', input: text });
      return z.NEVER;
    })
    .describe('a mail address, or a name with the address in angle brackets');
}

export class Config extends defineConfig({
  /** Options may follow as a query: `smtp://localhost:1025?ignoreTLS=true`. */
  SMTP_URL: url('smtp', 'smtps'),
  /** Nobody waits for a mail or a line of a feed by the tenth of a second, and ten events that share a transaction cost what two cost alone. */
  CONSUMER_GATHER: gathering().default(250),
  MAIL_FROM: mailbox(),
  MAIL_SEAL_PRIVATE_KEY: sealPrivateKey(),
  /** A mailbox that gets every mail to the team, whoever is in it. */
  TEAM_MAILBOX: mailbox().optional(),
  /** Mails sent at the same time. */
  MAIL_CONCURRENCY: integer(1, 50).default(5),
  /** Mails per second of one instance; providers throttle, and mails are not urgent to the millisecond. */
  MAIL_RATE: integer(1, 10_000).default(20),
  /** How long a mail server may be silent. Shorter risks repeats: it may still be about to accept. */
  MAIL_TIMEOUT: duration().default(120_000),
  /** Where the programme's days begin and end, as commissions has it in its setting `time_zone`. */
  PROGRAMME_TIME_ZONE: z.string().refine(isTimeZone, 'not a time zone').default('Etc/UTC').describe('a time zone such as Europe/Berlin'),
  /** How long a failed mail waits for a person; then it is given up and its personal data erased. */
  FAILED_MAILS_KEPT: duration().default(30 * 86_400_000),
}) {}
