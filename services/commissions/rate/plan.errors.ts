import { Problem } from '#libs/service/problem';

/** Somebody wants a plan to begin before one that is published. */
export class PlanAlreadyPublished extends Problem {
  constructor(lastFrom: string) {
    super({
      status: 409,
      code: 'commissions/plan-already-published',
      title: 'A published plan is not changed',
      detail: `The last published plan begins on ${lastFrom}; the next one begins after it.`,
    });
  }
}

/** Somebody wants to cancel a plan in which rates were published since. */
export class PlanHasRates extends Problem {
  constructor() {
    super({ status: 409, code: 'commissions/plan-has-rates', title: 'Rates were published in this plan', detail: 'Cancel those that came after it first.' });
  }
}
