import { z } from 'zod';
import { paragraph } from '../text.ts';
import { id, instant, page, pageQuery } from '../primitives.ts';

export const feedEntry = z
  .object({
    /** Grows with every entry of all feeds; the id of the server-sent event. */
    id: z.number().int(),
    kind: z.string(),
    title: z.string(),
    body: z.string().nullable(),
    /** Relative to the gateway. */
    link: z.string().nullable(),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'FeedEntry' });
export const feedQuery = z.strictObject({ unread: z.enum(['true', 'false']).optional(), ...pageQuery });
export const feedAnswer = page(feedEntry);
export const feedId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
export const emptyBody = z.strictObject({}).optional();
export const allReadAnswer = z.object({ marked: z.number().int() });

/** Internal, for the gateway's stream: entries after a feed id, oldest first. */
export const feedReplayQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const feedReplayAnswer = z.object({ items: z.array(feedEntry), latest: z.number().int() });

/** What people can choose ways for. Mails about one's own account are none of these: they are always sent. */
export const noticeKinds = ['applications', 'deadlines', 'deal_reviews', 'deals', 'deal_reminders', 'commission', 'colleagues'] as const;
export type NoticeKind = (typeof noticeKinds)[number];
/** `daily`: in one mail the next morning. */
export const mailWays = ['at_once', 'daily', 'never'] as const;
export type MailWay = (typeof mailWays)[number];

const kind = z.enum(noticeKinds);
const mail = z.enum(mailWays);
export const noticePreference = z.object({ kind, mail, feed: z.boolean() }).meta({ id: 'NoticePreference' });
export const noticePreferencesAnswer = z.object({ items: z.array(noticePreference) });
export const changeNoticePreferencesBody = z.strictObject({
  items: z
    .array(z.strictObject({ kind, mail: mail.optional(), feed: z.boolean().optional() }))
    .min(1)
    .max(noticeKinds.length)
    .refine((items) => new Set(items.map((item) => item.kind)).size === items.length, { error: 'names a kind twice' }),
});

/** A mail that was refused for good, or cannot be composed, and waits for a person. */
export const failedMail = z
  .object({
    id,
    template: z.string(),
    recipient: z.string(),
    locale: z.string(),
    eventId: z.string(),
    error: z.string().nullable(),
    attempts: z.number().int(),
    createdAt: instant,
    failedAt: instant.nullable(),
  })
  .meta({ id: 'FailedMail' });
export const failedMailsQuery = z.strictObject({ ...pageQuery });
export const failedMailsAnswer = page(failedMail);
export const discardMailBody = z.strictObject({ reason: paragraph(2000) });
