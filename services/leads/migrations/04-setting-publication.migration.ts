import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makePublishable, rememberPublishers } from '#libs/database/publication.migration';

/** The numbers of deal registration are published by admins, with a moment and a reason. */
export class SettingPublication1780000000004 implements MigrationInterface {
  readonly name = 'SettingPublication1780000000004';

  async up(runner: QueryRunner): Promise<void> {
    await makePublishable(runner, 'deal_setting');
    await rememberPublishers(runner, 'deal_setting');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
