import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line, paragraph } from '../text.ts';
import { country, email, id, instant, locale, personal, personName, tierCode } from '../primitives.ts';

export const partners = defineTopic({
  name: 'partners',
  owner: 'applications',
  key: 'partner id',
  description: 'Companies in the programme, their tier and the people who look after them.',
  events: {
    'partner.approved.v1': {
      summary: 'A company became a partner; identity opens the account of its owner.',
      data: z.object({
        applicationId: id,
        reference: line(40),
        companyName: line(300),
        country,
        tier: tierCode,
        owner: z.object({ name: personal(personName), email: personal(email), locale: personal(locale) }),
        approvedAt: instant,
      }),
    },
    'partner.manager_assigned.v1': {
      summary: 'A partner manager looks after the partner now; null where none could be found, or an admin took the last one away.',
      data: z.object({ companyName: line(300), tier: tierCode, managerId: id.nullable(), assignedAt: instant }),
    },
    'partner.join_requested.v1': {
      summary: 'Somebody who works for the partner asks for an account; the owners invite or decline.',
      data: z.object({
        requestId: id,
        companyName: line(300),
        person: z.object({ name: personal(personName), email: personal(email), jobTitle: personal(line(200)).optional(), locale: personal(locale) }),
        message: personal(paragraph(2000)).optional(),
        requestedAt: instant,
      }),
    },
    'partner.join_accepted.v1': {
      summary: 'An owner invites the person; identity opens the account.',
      data: z.object({
        requestId: id,
        companyName: line(300),
        person: z.object({ name: personal(personName), email: personal(email), locale: personal(locale) }),
        roles: z.array(z.enum(['owner', 'seller', 'partner_finance', 'technical'])).min(1),
        acceptedBy: id,
        acceptedAt: instant,
      }),
    },
    'partner.join_declined.v1': {
      summary: 'An owner declined the request; the person is told.',
      data: z.object({
        requestId: id,
        companyName: line(300),
        person: z.object({ name: personal(personName), email: personal(email), locale: personal(locale) }),
        declinedAt: instant,
      }),
    },
    'partner.snapshotted.v1': {
      summary: 'The state of a partner as it is now, for a copy that is built anew.',
      data: z.object({
        reference: line(40),
        companyName: line(300),
        country,
        tier: tierCode,
        status: z.enum(['active', 'suspended', 'left']),
        managerId: id.nullable(),
        approvedAt: instant,
      }),
    },
  },
});
