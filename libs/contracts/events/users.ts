import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line } from '../text.ts';
import { email, id, instant, locale, personal, personName, sealedLink } from '../primitives.ts';
import { roles } from '../permissions.ts';

const role = z.enum(roles);
const status = z.enum(['invited', 'active', 'disabled']);
const person = { name: personal(personName), email: personal(email), locale: personal(locale) };
const mailedLink = { ...person, link: sealedLink, expiresAt: instant };
/** Ways in which the person wants to be told; both until the person says otherwise. */
const notifications = z.object({ mail: z.boolean(), feed: z.boolean() }).default({ mail: true, feed: true });

export const users = defineTopic({
  name: 'users',
  owner: 'identity',
  key: 'user id',
  description: 'People who sign in, what they may do, and the links that let them in.',
  events: {
    'user.invited.v1': {
      summary: 'A person was given an account; the mail carries the activation link.',
      data: z.object({
        ...mailedLink,
        roles: z.array(role),
        partnerId: id.nullable(),
        companyName: line(300).nullable(),
        /** `approval`: the owner of a company just approved; `invitation`: by a colleague or an admin; `reissue`: a fresh link for an invitation. */
        occasion: z.enum(['approval', 'invitation', 'reissue']),
        invitedBy: id.nullable(),
      }),
    },
    'user.activated.v1': {
      summary: 'The person set a password and can sign in.',
      data: z.object({ ...person, roles: z.array(role), partnerId: id.nullable(), notifications, activatedAt: instant }),
    },
    'user.changed.v1': {
      summary: 'Name, language, roles, standing or wishes of a person changed.',
      data: z.object({ ...person, roles: z.array(role), partnerId: id.nullable(), status, notifications, changedAt: instant }),
    },
    'user.account_refused.v1': {
      summary: 'An account could not be opened because the address has one already, elsewhere; a person has to decide. The subject is the account that holds the address.',
      data: z.object({
        ...person,
        partnerId: id,
        companyName: line(300),
        occasion: z.enum(['approval', 'join_request']),
        /** `address_in_use`: by the vendor's people or another company; `account_disabled`: by this company, switched off. */
        reason: z.enum(['address_in_use', 'account_disabled']),
        refusedAt: instant,
      }),
    },
    'user.password_reset_requested.v1': {
      summary: 'Somebody asked to set a new password for this account.',
      data: z.object({ ...mailedLink }),
    },
    'user.password_changed.v1': {
      summary: 'The password was set anew; all sessions ended, but for the one in which the person changed it.',
      data: z.object({ ...person, changedAt: instant }),
    },
    'user.snapshotted.v1': {
      summary: 'The state of a person as it is now, for a copy that is built anew.',
      data: z.object({ ...person, roles: z.array(role), partnerId: id.nullable(), status, notifications }),
    },
    'person.erased.v1': {
      summary: 'Every holder of personal data of this person erases it.',
      data: z.object({ email: personal(email), erasedAt: instant }),
    },
  },
});
