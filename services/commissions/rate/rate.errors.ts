import { Problem } from '#libs/service/problem';

/** Somebody wants a rate to begin before one that is published, or was quicker. */
export class RateAlreadyPublished extends Problem {
  constructor(tier: string, lastFrom: string | undefined) {
    super({
      status: 409,
      code: 'commissions/rate-already-published',
      title: 'A published rate is not changed',
      detail: lastFrom === undefined ? `Another rate of ${tier} was published meanwhile.` : `The last published rate of ${tier} begins on ${lastFrom}; the next one begins after it.`,
    });
  }
}
