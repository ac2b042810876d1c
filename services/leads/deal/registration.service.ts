import { Injectable } from '@nestjs/common';
import type { deals } from '#libs/contracts/events/deals';
import type { RegisterAnswer, RegisterBody } from '#libs/contracts/http/deals';
import type { Locale } from '#libs/contracts/primitives';
import type { DataIn } from '#libs/contracts/topic';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { databaseErrorCode, isViolationOf } from '#libs/database/failures';
import { Idempotency, isClaimed, type IdempotentRequest } from '#libs/database/idempotency';
import { Ids } from '#libs/database/ids';
import { Outbox } from '#libs/messaging/outbox';
import { partnerUser } from '#libs/service/auth/people';
import { accountKeysOf } from '../account/account-keys.ts';
import type { Settings } from '../setting/deal-setting.entity.ts';
import { DealRules } from '../setting/rules.service.ts';
import type { Deal } from './deal.entity.ts';
import { PartnerNotActive, validationFailed } from './deal.errors.ts';
import { termsOf, type Named } from './deal.mentions.ts';
import { registrationErrors } from './registration.checks.ts';
import { answerOf, casesOf, decidedColumns, draftDeal, outcomeOf, type Case, type Decided, type Outcome, type Verdict } from './registration.draft.ts';

/** Raised by `deal_register`. */
const notActive = 'PML01';

/** A partner registers a deal and is told at once whether it is theirs. One message to the database: this is the path that 64 rivals take together. */
@Injectable()
export class Registration {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly rules: DealRules,
  ) {}

  async register(actor: Actor, body: RegisterBody, locale: Locale, request: IdempotentRequest | undefined): Promise<RegisterAnswer> {
    const { settings, productFamilies } = await this.rules.now();
    const errors = registrationErrors(body, productFamilies, this.clock.now());
    if (errors.length > 0) throw validationFailed(errors);
    for (;;) {
      try {
        return answerOf(await this.write(actor, this.prepared(actor, body, settings), request), locale);
      } catch (error) {
        if (databaseErrorCode(error) === notActive) throw new PartnerNotActive();
        // One reference in a million is taken; the next one is not.
        if (!isViolationOf(error, 'deal_reference_key')) throw error;
      }
    }
  }

  private async write(actor: Actor, registration: object, request: IdempotentRequest | undefined): Promise<Decided> {
    const values = (claim: IdempotentRequest | undefined) => [JSON.stringify({ ...registration, ...(claim === undefined ? {} : { request: claim }) })];
    try {
      const [row] = await this.database.inOneMessage<{ answer: Decided }>(actor, 'SELECT deal_register($1) AS answer', values(request));
      if (row === undefined) throw new Error('deal_register answered nothing');
      return row.answer;
    } catch (error) {
      if (request === undefined || !isClaimed(error)) throw error;
      return this.database.inTransaction(actor, (tx) =>
        this.idempotency.once(tx, request, async () => {
          const [row] = await tx.query<[{ answer: Decided }]>('SELECT deal_register($1) AS answer', values(undefined));
          return row.answer;
        }),
      );
    }
  }

  /** What `deal_register` takes. */
  private prepared(actor: Actor, body: RegisterBody, settings: Settings): object {
    const at = this.clock.now();
    const deal = draftDeal({ id: this.ids.uuid(), reference: this.ids.reference('DEAL') }, partnerUser(actor), body, at);
    const { reference, partnerId, sellerId, productFamilies } = deal;
    const { domain, names } = accountKeysOf(body.account);
    const { headers, shards } = this.outbox.stamp();
    const registered: Omit<DataIn<typeof deals, 'deal.registered.v1'>, keyof Named | keyof Outcome> = { ...termsOf(deal), registeredAt: at.toISOString() };
    return {
      at,
      deal: rowOf(deal),
      domain,
      names,
      freshAccount: this.ids.uuid(),
      historyId: this.ids.uuid(),
      named: { reference, partnerId, account: { name: deal.accountName, country: deal.country }, productFamilies, source: { kind: deal.sourceKind }, sellerId },
      registered: { id: this.ids.uuid(), data: registered },
      cases: this.cases(casesOf(deal, settings)),
      headers,
      shards,
    };
  }

  private cases(cases: Record<Verdict, Case>) {
    const eventId = this.ids.uuid();
    return Object.fromEntries(
      Object.entries(cases).map(([verdict, { deal, event }]) => [
        verdict,
        { columns: decidedColumns(deal), registered: outcomeOf(deal), ...(event === undefined ? {} : { event: { id: eventId, ...event } }) },
      ]),
    );
  }
}

/** The columns that a registration brings, for PostgreSQL's `jsonb_populate_record`; what is decided comes with each case. */
function rowOf(deal: Deal): Record<string, unknown> {
  return {
    id: deal.id,
    reference: deal.reference,
    version: deal.version,
    partner_id: deal.partnerId,
    seller_id: deal.sellerId,
    source_kind: deal.sourceKind,
    account_name: deal.accountName,
    website: deal.website,
    country: deal.country,
    product_families: deal.productFamilies,
    estimated_value_minor: deal.estimatedValue.minor.toString(),
    estimated_value_currency: deal.estimatedValue.currency,
    contract: deal.contract,
    term_months: deal.termMonths,
    expected_close_on: deal.expectedCloseOn,
    contact_name: deal.contactName,
    notes: deal.notes,
    registered_at: deal.registeredAt,
  };
}
