import { Injectable } from '@nestjs/common';
import type { CancelSettingBody, PublishDealSettingBody, SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Idempotency, type IdempotentRequest } from '#libs/database/idempotency';
import { invalid } from '#libs/service/publication';
import { published, SettingPublisher, settingView } from '#libs/service/setting.publisher';
import { DealSetting, settings } from './deal-setting.entity.ts';
import { DealRules } from './rules.service.ts';

/** The numbers of deal registration, past and to come. */
@Injectable()
export class Settings {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly publisher: SettingPublisher,
    private readonly rules: DealRules,
  ) {}

  async all(actor: Actor): Promise<{ asOf: string; items: SettingVersion[] }> {
    const rows = await this.database.inTransaction(actor, (tx) => published(tx, DealSetting));
    return { asOf: this.clock.now().toISOString(), items: rows.map(settingView) };
  }

  async publish(actor: Actor, body: PublishDealSettingBody, request: IdempotentRequest | undefined): Promise<SettingVersion> {
    if (body.key === 'protection_reminder_days' && new Set(body.value).size < body.value.length) throw invalid('/value', 'names a day twice');
    const added = await this.database.inTransaction(actor, (tx) => this.idempotency.once(tx, request, () => this.publisher.publish(tx, DealSetting, { actor, ...body }, agree)));
    this.rules.forget();
    return added;
  }

  async cancel(actor: Actor, body: CancelSettingBody, request: IdempotentRequest | undefined): Promise<void> {
    await this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.publisher.cancel(tx, DealSetting, { actor, ...body }, agree);
        return null;
      }),
    );
    this.rules.forget();
  }
}

/** A partner is reminded before a protection is taken away. */
function agree(together: Record<string, unknown>, pointer: string): void {
  const { inactivity_reminder_days: reminded, inactivity_revoke_days: revoked } = settings.parse(together);
  if (reminded >= revoked) throw invalid(pointer, `a protection would be taken away after ${revoked} days without activity, and the reminder come after ${reminded}`);
}
