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
    // Of what begins with this report; an older one than the stored began nothing.
    if (reason !== null) await tx.query(`UPDATE reserved_period SET reason = $3 WHERE crm_id = $1 AND valid_from = $2 AND valid_to = 'infinity'`, [accountId, time, reason]);
  }
}
