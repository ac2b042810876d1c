import { Problem } from '#libs/service/problem';

/** Somebody wants to cancel a value that has not begun, by which something may be booked already. */
export class SettingIsCertain extends Problem {
  constructor(key: string, validFrom: string) {
    super({
      status: 409,
      code: 'commissions/setting-certain',
      title: 'What begins tomorrow is certain',
      detail: `The value of ${key} begins on ${validFrom}, and invoices of tomorrow may be booked by it already. Publish another one that follows it.`,
    });
  }
}

/** Somebody wants a value to begin before one that is published. */
export class SettingAlreadyPublished extends Problem {
  constructor(key: string, lastFrom: string) {
    super({
      status: 409,
      code: 'commissions/setting-already-published',
      title: 'A published setting is not changed',
      detail: `The last published value of ${key} begins on ${lastFrom}; the next one begins after it.`,
    });
  }
}
