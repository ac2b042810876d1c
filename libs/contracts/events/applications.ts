import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line, paragraph } from '../text.ts';
import { country, email, id, instant, labels, locale, personal, personName, sealedLink, tierCode } from '../primitives.ts';

/** Who is written to, and in which language. */
export const applicant = z.object({ name: personal(personName), email: personal(email), locale: personal(locale) });

/** What a mail about an application needs to name it. */
const named = { reference: line(40), companyName: line(300) };
const mailed = { ...named, applicant, statusLink: sealedLink };

export const applications = defineTopic({
  name: 'applications',
  owner: 'applications',
  key: 'application id',
  description: 'A company asks to join: from submission to decision.',
  events: {
    'application.submitted.v1': {
      summary: 'A company applied; the 48 h clock runs.',
      data: z.object({
        ...mailed,
        country,
        tierAskedFor: tierCode,
        tierQualifiedFor: tierCode.nullable(),
        /** What the programme calls these tiers; absent in events of before. */
        tierAskedForName: labels.optional(),
        tierQualifiedForName: labels.optional(),
        submittedAt: instant,
        decisionDueAt: instant,
      }),
    },
    'application.review_started.v1': {
      summary: 'A reviewer took the application.',
      data: z.object({ ...named, reviewerId: id, startedAt: instant }),
    },
    'application.more_info_requested.v1': {
      summary: 'The team asked a question; the clock stands still.',
      data: z.object({ ...mailed, question: personal(paragraph(4000)), askedAt: instant }),
    },
    'application.answered.v1': {
      summary: 'The applicant answered; the clock runs again.',
      data: z.object({ ...named, reviewerId: id.nullable(), answeredAt: instant, decisionDueAt: instant }),
    },
    'application.approved.v1': {
      summary: 'The company is a partner now.',
      data: z.object({ ...named, applicant, partnerId: id, tier: tierCode, tierName: labels.optional(), decidedAt: instant }),
    },
    'application.rejected.v1': {
      summary: 'The application was turned down.',
      data: z.object({
        ...named,
        applicant,
        reason: z.enum(['needs_more_detail', 'does_not_meet_requirements', 'not_the_right_fit', 'duplicate', 'other']),
        note: personal(paragraph(4000)).optional(),
        mayReapplyFrom: instant,
        decidedAt: instant,
      }),
    },
    'application.withdrawn.v1': {
      summary: 'The applicant took the application back.',
      data: z.object({ ...named, withdrawnAt: instant }),
    },
    'application.clock_warned.v1': {
      summary: 'Half or four fifths of the review time are used up.',
      data: z.object({ ...named, reviewerId: id.nullable(), percent: z.literal([50, 80]), decisionDueAt: instant }),
    },
    'application.overdue.v1': {
      summary: 'The promised time has passed without a decision.',
      data: z.object({ ...named, reviewerId: id.nullable(), decisionDueAt: instant }),
    },
    'application.contested.v1': {
      summary: 'A duplicate was contested: it waits without match keys for a reviewer.',
      data: z.object({ ...mailed, submittedAt: instant }),
    },
    'application.status_link_requested.v1': {
      summary: 'The applicant asked for the status link once more.',
      data: z.object({ ...mailed, requestedAt: instant }),
    },
    'application.snapshotted.v1': {
      summary: 'The state of an application as it is now, for a copy that is built anew.',
      data: z.object({
        ...named,
        status: z.enum(['submitted', 'in_review', 'more_info', 'approved', 'rejected', 'withdrawn']),
        tierAskedFor: tierCode,
        submittedAt: instant,
        decisionDueAt: instant.nullable(),
        partnerId: id.nullable(),
      }),
    },
  },
});
