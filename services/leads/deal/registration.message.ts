import type { deals } from '#libs/contracts/events/deals';
import type { RegisterBody } from '#libs/contracts/http/deals';
import type { DataIn } from '#libs/contracts/topic';
import { actorSetting, type Actor } from '#libs/database/actor';
import type { IdempotentRequest } from '#libs/database/idempotency';
import type { Ids } from '#libs/database/ids';
import { partnerUser } from '#libs/service/auth/people';
import { accountKeysOf } from '../account/account-keys.ts';
import type { Settings } from '../setting/deal-setting.entity.ts';
import type { Deal } from './deal.entity.ts';
import { termsOf, type Named } from './deal.mentions.ts';
import { decidedColumns, draftDeal, waysOf } from './registration.draft.ts';

type RegisteredData = Omit<DataIn<typeof deals, 'deal.registered.v1'>, keyof Named>;
/** What `deal.registered.v1` says of the decision. */
type Outcome = 'registeredAt' | 'outcome' | 'protectedUntil';

/** One registration, as `deal_register` takes it. */
export interface Registering {
  readonly item: object;
  /** As they counted when it came. */
  readonly settings: Settings;
}

/** `headers` are the events'. */
export function registering(actor: Actor, body: RegisterBody, settings: Settings, ids: Ids, headers: object, request: IdempotentRequest | undefined): Registering {
  const deal = draftDeal({ id: ids.uuid(), reference: ids.reference('DEAL') }, partnerUser(actor), body);
  const { reference, partnerId, sellerId, productFamilies } = deal;
  const named: Omit<Named, 'companyName' | 'account'> & { account: object } = { reference, partnerId, account: { name: deal.accountName, country: deal.country }, productFamilies, source: { kind: deal.sourceKind }, sellerId };
  const data: Omit<RegisteredData, Outcome> = termsOf(deal);
  const { domain, names } = accountKeysOf(body.account);
  const item = {
    ...rowOf(deal),
    actor: actorSetting(actor),
    domain,
    names,
    fresh_account: ids.uuid(),
    history_id: ids.uuid(),
    registered_id: ids.uuid(),
    event_id: ids.uuid(),
    named,
    data,
    headers,
    ...(request === undefined ? {} : { request: { scope: request.scope, key: request.key, body_hash: request.bodyHash } }),
  };
  return { item, settings };
}

/** Those that came together, in that order, decided at one moment by what counts then. */
export function messageOf(registrations: readonly Registering[], at: Date, shards: number): string {
  const settings = registrations.at(-1)?.settings;
  if (settings === undefined) throw new Error('nothing to be registered');
  const ways = Object.entries(waysOf(at, settings)).map(([verdict, { deal, event }]) => ({
    verdict,
    ...decidedColumns(deal),
    registered: outcomeOf(deal),
    ...(event === undefined ? {} : { event_type: event.type, event_data: event.data }),
  }));
  return JSON.stringify({ at, shards, ways, items: registrations.map(({ item }) => item) });
}

function outcomeOf({ registeredAt, outcome, protectedUntil }: Deal): Pick<RegisteredData, Outcome> {
  return { registeredAt: registeredAt.toISOString(), outcome, ...(protectedUntil ? { protectedUntil: protectedUntil.toISOString() } : {}) };
}

/** The columns that a registration brings; what is decided comes with each way. */
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
  };
}
