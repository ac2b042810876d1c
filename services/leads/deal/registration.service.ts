import { Injectable } from '@nestjs/common';
import type { RegisterAnswer, RegisterBody } from '#libs/contracts/http/deals';
import type { Locale } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { databaseErrorCode, isViolationOf } from '#libs/database/failures';
import { Idempotency, isClaimed, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import type { Statement } from '#libs/database/one.message';
import { Outbox } from '#libs/messaging/outbox';
import { DealRules } from '../setting/rules.service.ts';
import type { Settings } from '../setting/deal-setting.entity.ts';
import { PartnerNotActive, validationFailed } from './deal.errors.ts';
import { registrationErrors } from './registration.checks.ts';
import { answerOf, type Decided } from './registration.draft.ts';
import { messageOf, registering, type Registering } from './registration.message.ts';

/** Raised by `deal_register`. */
const notActive = 'PML01';
/** Row-level security sees one actor, so partners who register together are this one; `deal_register` checks that each writes only what is its own. */
const registrar: Actor = { kind: 'system', name: 'leads.registration' };

/** A partner registers a deal and is told at once whether it is theirs. One message to the database for all who do at the same moment: this is the path that 64 rivals take together. */
@Injectable()
export class Registration {
  private readonly write: (registration: Registering) => Promise<{ answer: Decided }>;

  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly rules: DealRules,
  ) {
    this.write = database.gatheredMessages(registrar, (registrations) => this.statement(registrations));
  }

  async register(actor: Actor, body: RegisterBody, locale: Locale, request: IdempotentRequest | undefined): Promise<RegisterAnswer> {
    const { settings, productFamilies } = await this.rules.now();
    const errors = registrationErrors(body, productFamilies, this.clock.now());
    if (errors.length > 0) throw validationFailed(errors);
    for (;;) {
      try {
        return answerOf(await this.decide(actor, body, settings, request), locale);
      } catch (error) {
        if (databaseErrorCode(error) === notActive) throw new PartnerNotActive();
        // One reference in a million is taken; the next one is not.
        if (!isViolationOf(error, 'deal_reference_key')) throw error;
      }
    }
  }

  private async decide(actor: Actor, body: RegisterBody, settings: Settings, request: IdempotentRequest | undefined): Promise<Decided> {
    const prepared = (claim: IdempotentRequest | undefined) => registering(actor, body, settings, this.ids, this.outbox.stamp(), claim);
    try {
      return (await this.write(prepared(request))).answer;
    } catch (error) {
      if (request === undefined || !isClaimed(error)) throw error;
      return this.database.inTransaction(actor, (tx) =>
        this.idempotency.once(tx, request, async () => {
          const { text, values } = this.statement([prepared(undefined)]);
          const [row] = await tx.query<[{ answer: Decided }]>(text, [...values]);
          return row.answer;
        }),
      );
    }
  }

  private statement(registrations: readonly Registering[]): Statement {
    return { name: 'deal_register', text: 'SELECT deal_register($1) AS answer', values: [messageOf(registrations, this.clock.now(), this.outbox.shards)] };
  }
}
