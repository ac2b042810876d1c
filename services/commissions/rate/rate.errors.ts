import { Problem } from '#libs/service/problem';

/** Somebody wants a rate to begin before one that is published. */
export class RateAlreadyPublished extends Problem {
  constructor(tier: string, lastFrom: string) {
    super({
      status: 409,
      code: 'commissions/rate-already-published',
      title: 'A published rate is not changed',
      detail: `The last published rate of ${tier} begins on ${lastFrom}; the next one begins after it.`,
    });
  }
}

/** Somebody wants to cancel a rate alone that came with a plan: its tier would be left behind in another one. */
export class RateOfPlan extends Problem {
  constructor(plan: string) {
    super({ status: 409, code: 'commissions/rate-of-plan', title: 'The rate came with a plan', detail: `Cancel the plan ${plan}, and its rates with it.` });
  }
}
