import { Injectable } from '@nestjs/common';
import type { PublishProgrammeSettingBody, SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { moneyErrors } from '#libs/service/money.checks';
import { invalid } from '#libs/service/publication';
import { SettingPublisher, settingView } from '#libs/service/setting.publisher';
import { validationFailed } from '../application/application.errors.ts';
import { ProgrammeSetting, settings } from './programme-setting.entity.ts';
import { Programme } from './programme.service.ts';

/** The programme's numbers and words, past and to come. */
@Injectable()
export class Settings {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly publisher: SettingPublisher,
    private readonly programme: Programme,
  ) {}

  async all(actor: Actor): Promise<{ items: SettingVersion[] }> {
    const rows = await this.database.inTransaction(actor, (tx) => tx.find(ProgrammeSetting, { order: { key: 'ASC', validFrom: 'ASC' } }));
    return { items: rows.map(settingView) };
  }

  async publish(actor: Actor, body: PublishProgrammeSettingBody, request: IdempotentRequest | undefined): Promise<SettingVersion> {
    await this.check(body);
    const published = await this.database.inTransaction(actor, (tx) => this.idempotency.once(tx, request, () => this.publisher.publish(tx, ProgrammeSetting, { actor, ...body }, (together) => void settings.parse(together))));
    this.programme.forget();
    return published;
  }

  private async check(body: PublishProgrammeSettingBody): Promise<void> {
    const errors = body.key === 'average_deal' ? moneyErrors('/value', body.value) : [];
    if (errors.length > 0) throw validationFailed(errors);
    if (body.key === 'reapply_at_once_after' && new Set(body.value).size < body.value.length) throw invalid('/value', 'names a reason twice');
    if (body.key === 'most_popular_tier' && body.value !== null && !(await this.programme.now()).has(body.value)) throw invalid('/value', 'must be a tier of the programme');
  }
}
