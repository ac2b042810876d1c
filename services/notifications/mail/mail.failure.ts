import { z } from 'zod';
import { headerLine } from '../template/header-line.ts';

/**
 * - `refused`: the server will never take this mail (5xx about its recipient or content).
 * - `deferred`: this mail is to come later (4xx, greylisting).
 * - `unreachable`: no mail gets through at present: server down, sign-in or sender refused.
 */
export type FailureKind = 'refused' | 'deferred' | 'unreachable';

export interface MailFailure {
  readonly kind: FailureKind;
  /** False where the connection broke at a moment when the server may have accepted the mail. */
  readonly known: boolean;
  /** For people; one line, without the mail's content. */
  readonly why: string;
}

/** What nodemailer and Node say about a failure; every part may be absent. */
const described = z.object({
  message: z.string().catch('unknown'),
  code: z.string().catch(''),
  /** The SMTP command under way; `API` for what was refused before anything was sent. */
  command: z.string().catch(''),
  responseCode: z.number().optional().catch(undefined),
  permanent: z.boolean().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  timeoutType: z.string().optional().catch(undefined),
});

const aboutThisMail = new Set(['RCPT TO', 'DATA']);
/** Found before the first byte of a mail could be accepted. */
const beforehand = new Set(['EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY']);

/** What an error of nodemailer means for a mail to one recipient. */
export function mailFailure(error: unknown): MailFailure {
  const { message, code, command, responseCode, permanent, syscall, timeoutType } = described.catch(described.parse({})).parse(error);
  // Answers of servers quote addresses at most.
  const why = headerLine(code === '' ? message : `${code}: ${message}`);
  if (command === 'API' && code === 'EENVELOPE') return { kind: 'refused', known: true, why };
  if (responseCode !== undefined) {
    // 421 closes the channel, and a refused greeting, sign-in or sender would meet every other mail too.
    const mailOnly = aboutThisMail.has(command) && responseCode !== 421;
    return { kind: mailOnly ? (permanent === true ? 'refused' : 'deferred') : 'unreachable', known: true, why };
  }
  // Not the network's doing, so other mails need not wait for it.
  if (code === '') return { kind: 'deferred', known: false, why };
  const connecting = syscall === 'connect' || (timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT');
  return { kind: 'unreachable', known: connecting || beforehand.has(code), why };
}
