import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line } from '../text.ts';
import { email, id, instant, locale, personal, personName, sealedLink } from '../primitives.ts';
import { roles } from '../permissions.ts';

const role = z.enum(roles);
const person = { name: personal(personName), email: personal(email), locale: personal(locale) };
const mailedLink = { ...person, link: sealedLink, expiresAt: instant };

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
      data: z.object({ ...person, roles: z.array(role), partnerId: id.nullable(), activatedAt: instant }),
    },
    'user.changed.v1': {
      summary: 'Name, language, roles or standing of a person changed.',
      data: z.object({ ...person, roles: z.array(role), partnerId: id.nullable(), status: z.enum(['invited', 'active', 'disabled']), changedAt: instant }),
    },
    'user.password_reset_requested.v1': {
      summary: 'Somebody asked to set a new password for this account.',
      data: z.object({ ...mailedLink }),
    },
    'user.password_changed.v1': {
      summary: 'The password was set anew; all sessions ended.',
      data: z.object({ ...person, changedAt: instant }),
    },
    'user.snapshotted.v1': {
      summary: 'The state of a person as it is now, for a copy that is built anew.',
      data: z.object({ ...person, roles: z.array(role), partnerId: id.nullable(), status: z.enum(['invited', 'active', 'disabled']) }),
    },
    'person.erased.v1': {
      summary: 'Every holder of personal data of this person erases it.',
      data: z.object({ email: personal(email), erasedAt: instant }),
    },
  },
});
