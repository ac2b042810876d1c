import { Module } from '@nestjs/common';
import { dashboardOf } from '#libs/service/dashboard';
import { SettingPublisher } from '#libs/service/setting.publisher';
import { ApplicantController } from './application/applicant.controller.ts';
import { Applicant } from './application/applicant.service.ts';
import { ApplicationController } from './application/application.controller.ts';
import { ApplicationMoves } from './application/application.moves.ts';
import { ApplicationViews } from './application/application.view.ts';
import { ClockFigures } from './application/clock.figures.ts';
import { ClockSweep } from './application/clock.sweep.ts';
import { Decision } from './application/decision.service.ts';
import { ErasureConsumer } from './application/erasure.consumer.ts';
import { Intake } from './application/intake.ts';
import { PartnerListController } from './application/partner-list.controller.ts';
import { PartnerList } from './application/partner-list.service.ts';
import { Refusals } from './application/refusals.ts';
import { Review } from './application/review.service.ts';
import { StatusLinkRequests } from './application/status-link-requests.ts';
import { StatusLinks } from './application/status-links.ts';
import { SubmissionController } from './application/submission.controller.ts';
import { Submission } from './application/submission.service.ts';
import { CatalogueController } from './catalogue/catalogue.controller.ts';
import { Catalogue } from './catalogue/catalogue.service.ts';
import { Dashboard } from './dashboard/dashboard.service.ts';
import { JoinAsking } from './join-request/join-asking.service.ts';
import { JoinRequestController } from './join-request/join-request.controller.ts';
import { JoinRequests } from './join-request/join-request.service.ts';
import { MatchKeys } from './match-key/match-key.service.ts';
import { SimilarCompanies } from './match-key/similar-companies.ts';
import { Admission } from './partner/admission.service.ts';
import { ManagerAssignment } from './partner/manager-assignment.service.ts';
import { OnePartner } from './partner/one-partner.service.ts';
import { OwnPartner } from './partner/own-partner.service.ts';
import { PartnerManagers } from './partner/partner-managers.ts';
import { PartnerController } from './partner/partner.controller.ts';
import { ProgrammeController } from './programme/programme.controller.ts';
import { ProgrammePages } from './programme/programme.pages.ts';
import { Programme } from './programme/programme.service.ts';
import { SettingController } from './programme/setting.controller.ts';
import { Settings } from './programme/settings.service.ts';
import { StoryController } from './programme/story.controller.ts';
import { Stories } from './programme/story.service.ts';
import { TierRows } from './programme/tier-rows.ts';
import { TierTermsController } from './programme/tier-terms.controller.ts';
import { TierTerms } from './programme/tier-terms.service.ts';
import { RateConsumer } from './programme/rate.consumer.ts';
import { ResourceController } from './resource/resource.controller.ts';
import { Resources } from './resource/resource.service.ts';
import { ResourceShelf } from './resource/resource.shelf.ts';
import { VendorPersonConsumer } from './vendor-person/vendor-person.consumer.ts';

@Module({
  // Fixed paths before `applications/:id`, or "status-link" would be taken for an id.
  controllers: [
    ProgrammeController,
    SettingController,
    StoryController,
    TierTermsController,
    CatalogueController,
    ResourceController,
    SubmissionController,
    JoinRequestController,
    PartnerController,
    PartnerListController,
    dashboardOf(Dashboard, 'What waits for the caller; nothing for roles that have no part in it.'),
    ApplicantController,
    ApplicationController,
    VendorPersonConsumer,
    RateConsumer,
    ErasureConsumer,
  ],
  providers: [
    Programme,
    ProgrammePages,
    SettingPublisher,
    Settings,
    Stories,
    TierRows,
    TierTerms,
    Catalogue,
    ResourceShelf,
    Resources,
    Intake,
    Submission,
    Refusals,
    StatusLinks,
    StatusLinkRequests,
    Applicant,
    ApplicationMoves,
    ApplicationViews,
    Review,
    Decision,
    ClockFigures,
    ClockSweep,
    PartnerList,
    Dashboard,
    MatchKeys,
    SimilarCompanies,
    Admission,
    OwnPartner,
    OnePartner,
    ManagerAssignment,
    PartnerManagers,
    JoinAsking,
    JoinRequests,
  ],
})
export class ApplicationsModule {}
