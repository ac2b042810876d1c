import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { defineService } from '#libs/service/service';
import { ApplicationHistory } from './application/application-history.entity.ts';
import { ApplicationQuestion } from './application/application-question.entity.ts';
import { Application } from './application/application.entity.ts';
import { RequirementSheet } from './programme/requirement-sheet.entity.ts';
import { ApplicationsModule } from './applications.module.ts';
import { CatalogueEntry } from './catalogue/catalogue-entry.entity.ts';
import { Config } from './config.ts';
import { JoinRequest } from './join-request/join-request.entity.ts';
import { Programme1770000000001 } from './migrations/01-programme.migration.ts';
import { Catalogue1770000000002 } from './migrations/02-catalogue.migration.ts';
import { Application1770000000003 } from './migrations/03-application.migration.ts';
import { Partner1770000000004 } from './migrations/04-partner.migration.ts';
import { AskedByStrangers1770000000005 } from './migrations/05-asked-by-strangers.migration.ts';
import { TierRate1770000000006 } from './migrations/06-tier-rate.migration.ts';
import { Resource1770000000007 } from './migrations/07-resource.migration.ts';
import { ManagerContact1770000000008 } from './migrations/08-manager-contact.migration.ts';
import { Publication1770000000009 } from './migrations/09-publication.migration.ts';
import { RateBeginning1770000000011 } from './migrations/11-rate-beginning.migration.ts';
import { WithdrawnOnce1770000000012 } from './migrations/12-withdrawn-once.migration.ts';
import { ResourcePublication1770000000013 } from './migrations/13-resource-publication.migration.ts';
import { Cancellation1770000000014 } from './migrations/14-cancellation.migration.ts';
import { LegalPages1770000000015 } from './migrations/15-legal-pages.migration.ts';
import { Partner } from './partner/partner.entity.ts';
import { ProgrammeSetting } from './programme/programme-setting.entity.ts';
import { SuccessStory } from './programme/success-story.entity.ts';
import { TierBenefit } from './programme/tier-benefit.entity.ts';
import { TierRequirement } from './programme/tier-requirement.entity.ts';
import { TierPublication } from './programme/tier-publication.entity.ts';
import { TierRate } from './programme/tier-rate.entity.ts';
import { Tier } from './programme/tier.entity.ts';
import { ResourceFile } from './resource/resource-file.entity.ts';
import { Resource } from './resource/resource.entity.ts';
import { VendorPerson } from './vendor-person/vendor-person.entity.ts';

export const applications = defineService({
  name: 'applications',
  description: 'How companies join the programme: applications, their review, and the partners they become.',
  config: Config,
  entities: [
    Application,
    RequirementSheet,
    ApplicationHistory,
    ApplicationQuestion,
    CatalogueEntry,
    JoinRequest,
    Partner,
    ProgrammeSetting,
    Resource,
    ResourceFile,
    SuccessStory,
    Tier,
    TierBenefit,
    TierPublication,
    TierRate,
    TierRequirement,
    VendorPerson,
  ],
  migrations: [
    Foundation1700000000000,
    Messaging1700000000001,
    Erasure1700000000003,
    Programme1770000000001,
    Catalogue1770000000002,
    Application1770000000003,
    Partner1770000000004,
    AskedByStrangers1770000000005,
    TierRate1770000000006,
    Resource1770000000007,
    ManagerContact1770000000008,
    Publication1770000000009,
    RateBeginning1770000000011,
    WithdrawnOnce1770000000012,
    ResourcePublication1770000000013,
    Cancellation1770000000014,
    LegalPages1770000000015,
  ],
  module: ApplicationsModule,
});
