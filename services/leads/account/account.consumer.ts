import { Controller } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { crm } from '#libs/contracts/events/crm';
import type { EventOf } from '#libs/contracts/topic';
import { Ids } from '#libs/database/ids';
import { Consumes } from '#libs/messaging/consumes';
import { PermanentError } from '#libs/messaging/errors';
import { isCountry } from '#libs/matching/places';
import { accountKeysOf, searchText } from './account-keys.ts';

/** Keeps the end customers as the CRM knows them. */
@Controller()
export class AccountConsumer {
  constructor(private readonly ids: Ids) {}

  @Consumes(crm, 'account.upserted.v1')
  async keepAccount({ time, data }: EventOf<typeof crm, 'account.upserted.v1'>, tx: EntityManager): Promise<void> {
    const { accountId, name, website = null, country, industry = null, named, directPipeline, reason = null } = data;
    if (!isCountry(country)) throw new PermanentError(`${country} is not a country of ISO 3166-1`);
    const { domain, names } = accountKeysOf(data);
    const report = { id: accountId, name, website, country, industry, named, direct_pipeline: directPipeline, search: searchText(name) };
    await tx.query('SELECT account_upsert($1, $2, $3, $4, $5)', [JSON.stringify(report), domain, names, this.ids.uuid(), time]);
    if (reason !== null) await tx.query(reasonKept, [accountId, time, reason]);
  }
}

/**
 * Why it is reserved now, by the report that counts: said of the period that began last, with this report or before it, and of every other that nothing was said of yet. So a reason can
 * be told late and be corrected, and what was said of another period stays.
 */
const reasonKept = `
  WITH open AS (SELECT why, valid_from, reason, valid_from = max(valid_from) OVER () AS is_last FROM reserved_period WHERE crm_id = $1 AND valid_to = 'infinity')
  UPDATE reserved_period p SET reason = $3 FROM open
   WHERE p.crm_id = $1 AND p.why = open.why AND p.valid_from = open.valid_from AND (open.is_last OR open.reason IS NULL)
     AND EXISTS (SELECT FROM crm_account WHERE id = $1 AND reported_at = $2::timestamptz)`;
