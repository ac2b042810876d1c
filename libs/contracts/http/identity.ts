import { z } from 'zod';
import { opaque } from '../text.ts';
import { email, id, instant, locale, page, pageQuery, personal, personName } from '../primitives.ts';
import { roles } from '../permissions.ts';

export const roleName = z.enum(roles);

export const userView = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    locale,
    roles: z.array(roleName),
    partnerId: id.nullable(),
    /** What the company is called; null for the vendor's people. */
    company: z.string().nullable(),
    status: z.enum(['invited', 'active', 'disabled']),
    invitedAt: instant,
    activatedAt: instant.nullable(),
    lastSignInAt: instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'User' });

export const sessionUser = z.object({ id, name: z.string(), email: z.string(), locale, roles: z.array(roleName), permissions: z.array(z.string()) });
export const sessionPartner = z.object({ id, company: z.string() }).nullable();

/** What may be sent as a password: 1,024 only bounds the work. Which of them may be *set* is told by `passwordRefusals`. */
export const passwordText = opaque(1024);

/** Why a new password is refused, in `reasons` of the 422 problem `identity/password-refused`; the pointer is `/password`. */
export const passwordRefusals = ['too_short', 'too_long', 'common', 'personal'] as const;
export type PasswordRefusal = (typeof passwordRefusals)[number];
/** Characters (code points) of a new password. */
export const passwordLength = { min: 12, max: 256 } as const;

export const loginBody = z.strictObject({ email: personal(email), password: passwordText }).meta({ id: 'Login' });
export const sessionAnswer = z.object({ user: sessionUser, partner: sessionPartner, redirectTo: z.string().optional(), expiresAt: instant }).meta({ id: 'Session' });

/** Between identity and the gateway only: the gateway turns these into cookies and never shows them to a browser. */
export const sessionTokens = z.object({ accessToken: z.string(), accessExpiresAt: instant, refreshToken: z.string(), refreshExpiresAt: instant });
export const signedInAnswer = sessionAnswer.extend({ tokens: sessionTokens });
export type SignedIn = z.output<typeof signedInAnswer>;
export const refreshBody = z.strictObject({ refreshToken: opaque(512) });

export const mailedToken = opaque(256).regex(/^[\w-]+$/, 'is not a token of a mailed link');
export const activationBody = z.strictObject({ token: mailedToken, password: passwordText }).meta({ id: 'Activation' });
export const activationAnswer = z.object({ email: z.string(), redirectTo: z.string() });
export const passwordResetBody = z.strictObject({ email: personal(email) });
export const passwordResetConfirmBody = z.strictObject({ token: mailedToken, password: passwordText });

export const inviteBody = z
  .strictObject({
    email: personal(email),
    name: personal(personName),
    locale: locale.default('en'),
    roles: z.array(roleName).min(1).max(8),
    /** The vendor's admin alone names a company, to open an account in it; an owner invites into the own one. */
    partnerId: id.optional(),
  })
  .meta({ id: 'Invitation' });
export const changeUserBody = z
  .strictObject({ roles: z.array(roleName).min(1).max(8).optional(), disabled: z.boolean().optional() })
  .refine((body) => body.roles !== undefined || body.disabled !== undefined, { error: 'says nothing to change' });
export const usersQuery = z.strictObject({
  status: z.enum(['invited', 'active', 'disabled']).optional(),
  role: roleName.optional(),
  partnerId: id.optional(),
  /** The vendor's people alone, or those of all partners. */
  side: z.enum(['vendor', 'partner']).optional(),
  /** Part of a name, an address or a company's name. */
  q: z.string().trim().min(1).max(200).optional(),
  ...pageQuery,
});
export const usersAnswer = page(userView);

export const preferences = z
  .object({ name: z.string(), locale, notifications: z.object({ mail: z.boolean(), feed: z.boolean() }) })
  .meta({ id: 'Preferences' });
export const changePreferencesBody = z.strictObject({
  name: personal(personName).optional(),
  locale: locale.optional(),
  notifications: z.strictObject({ mail: z.boolean().optional(), feed: z.boolean().optional() }).optional(),
});

/** Who changes the own password says the old one too: whoever finds an open session must not be able to lock its owner out. */
export const changePasswordBody = z.strictObject({ currentPassword: passwordText, password: passwordText }).meta({ id: 'PasswordChange' });

/** One sign-in of one's own; what device it is on is not recorded. */
export const ownSession = z.object({ id, openedAt: instant, lastUsedAt: instant, expiresAt: instant, current: z.boolean() }).meta({ id: 'OwnSession' });
export const ownSessionsAnswer = z.object({ items: z.array(ownSession) });
export const sessionsEndedAnswer = z.object({ ended: z.number().int() });

export const auditQuery = z.strictObject({
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  from: z.union([z.iso.date(), instant]).optional(),
  to: z.union([z.iso.date(), instant]).optional(),
  ...pageQuery,
});
export const auditEntry = z
  .object({
    position: z.number().int(),
    at: instant,
    service: z.string(),
    /** Names are those of today, where there are some: the trail itself names nobody. */
    actor: z.object({ kind: z.string(), id: z.string().nullable(), partnerId: z.string().nullable(), name: z.string().nullable(), company: z.string().nullable() }),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
    why: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    correlationId: z.string().nullable(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export const auditAnswer = page(auditEntry);

/** By what a trail shows that it is not what was written, at the first place where it does. */
export const auditFaults = ['missing', 'changed', 'cut_off', 'other_head', 'unsealed', 'behind_head', 'other_anchor'] as const;
/** Who had it verified: the service, which does so every day, or a person with the command `verify-audit`. */
export const auditRuns = ['daily', 'command'] as const;
/** `entries`: how many there are now; `last.entries`: how many were verified. */
export const auditVerificationAnswer = z
  .object({
    entries: z.number().int(),
    last: z
      .object({
        run: z.enum(auditRuns),
        startedAt: instant,
        finishedAt: instant,
        entries: z.number().int(),
        intact: z.boolean(),
        brokenAt: z.number().int().nullable(),
        fault: z.enum(auditFaults).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'AuditVerification' });

/** Somebody of the vendor's team, as colleagues are named to each other. */
export const teamMember = z.object({ id, name: z.string(), roles: z.array(z.enum(roles)), active: z.boolean() }).meta({ id: 'TeamMember' });
export const teamAnswer = z.object({ items: z.array(teamMember) }).meta({ id: 'Team' });
