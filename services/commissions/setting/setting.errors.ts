import { Problem } from '#libs/service/problem';

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
