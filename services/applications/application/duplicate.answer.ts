import type { DuplicateAnswer, NextStep, ReapplyTooEarlyAnswer } from '#libs/contracts/http/applications';
import type { Locale } from '#libs/contracts/primitives';
import type { MatchKind } from '../match-key/match-key.ts';

/** Who holds a key that a new application wanted. */
export interface Holder {
  readonly kind: MatchKind;
  readonly partnerId: string | null;
}

const hrefs = {
  request_to_join: '/api/partners/join-requests',
  resend_status_link: '/api/applications/status-link',
  contest: '/api/partners/apply/contest',
} as const;

const texts: Record<NextStep['action'], Record<Locale, string>> = {
  request_to_join: {
    en: 'Your company takes part in the programme already. Ask its account owners to let you in.',
    de: 'Ihr Unternehmen nimmt bereits am Programm teil. Bitten Sie die Verantwortlichen um einen Zugang.',
  },
  resend_status_link: {
    en: 'Your company has applied already. Have the link to its status sent again.',
    de: 'Ihr Unternehmen hat sich bereits beworben. Lassen Sie den Link zum Stand der Bewerbung erneut senden.',
  },
  contest: {
    en: 'A company like yours is known already. If this is a mistake, ask a person to look at it.',
    de: 'Ein Unternehmen wie Ihres ist bereits bekannt. Ist das ein Irrtum, lassen Sie es von einem Menschen prüfen.',
  },
};

/**
 * What a refused applicant is told: the strongest sign decides. A shared domain or number with a partner means a colleague; a shared domain
 * with an open application means that somebody of the same company was faster; a shared name alone may be chance.
 */
export function duplicateAnswer(holders: readonly Holder[], locale: Locale): DuplicateAnswer {
  const contest = step('contest', locale);
  if (holders.some(({ kind, partnerId }) => partnerId !== null && kind !== 'name')) {
    return { kind: 'active_partner', nextStep: step('request_to_join', locale), otherSteps: [contest] };
  }
  if (holders.some(({ kind, partnerId }) => partnerId === null && kind === 'domain')) {
    return { kind: 'open_application', nextStep: step('resend_status_link', locale), otherSteps: [contest] };
  }
  const kind = holders.some(({ partnerId }) => partnerId !== null) ? 'active_partner' : 'open_application';
  return { kind, nextStep: contest, otherSteps: [] };
}

/** Somebody else may have been turned down under this domain or number: then a person looks at it. */
export function tooEarlyAnswer(mayReapplyFrom: Date, locale: Locale): ReapplyTooEarlyAnswer {
  return { mayReapplyFrom: mayReapplyFrom.toISOString(), nextStep: step('contest', locale), otherSteps: [] };
}

function step(action: NextStep['action'], locale: Locale): NextStep {
  return { action, method: 'POST', href: hrefs[action], text: texts[action][locale] };
}
