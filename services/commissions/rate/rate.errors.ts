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
