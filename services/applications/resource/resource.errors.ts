import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';

export function resourceNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such resource.' });
}

/** That it exists is public; what is in it is for partners of that tier and above. */
export class HigherTierNeeded extends Problem {
  constructor(tier: { readonly code: string; readonly name: string }) {
    super({
      status: 403,
      code: 'applications/higher-tier-needed',
      title: 'Your tier does not open this',
      detail: `This is open to active partners from ${tier.name} on.`,
      extensions: { tier: tier.code },
    });
  }
}
