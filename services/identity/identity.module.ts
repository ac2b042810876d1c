import { Module } from '@nestjs/common';
import { LinkSealer } from '#libs/service/sealed-link';
import { ActivationController } from './activation/activation.controller.ts';
import { ActivationService } from './activation/activation.service.ts';
import { AuditChecks } from './audit-trail/audit-checks.ts';
import { AuditController } from './audit-trail/audit.controller.ts';
import { AuditFigures } from './audit-trail/audit.figures.ts';
import { AuditListing } from './audit-trail/audit.listing.ts';
import { AuditTrailConsumer } from './audit-trail/audit-trail.consumer.ts';
import { AuditTrail } from './audit-trail/audit-trail.ts';
import { AuditVerification } from './audit-trail/audit-verification.ts';
import { Companies } from './company/companies.ts';
import { CompanyConsumer } from './company/company.consumer.ts';
import { Config } from './config.ts';
import { Housekeeping } from './housekeeping.ts';
import { MailedLinks } from './mailed-link/mailed-links.ts';
import { Credentials } from './password/credentials.ts';
import { PasswordChangeController } from './password/password-change.controller.ts';
import { PasswordChange } from './password/password-change.service.ts';
import { PasswordHasher } from './password/password-hasher.ts';
import { PasswordResetController } from './password-reset/password-reset.controller.ts';
import { PasswordResetService } from './password-reset/password-reset.service.ts';
import { ResetRequests } from './password-reset/reset-requests.ts';
import { PreferencesController } from './preferences/preferences.controller.ts';
import { PreferencesService } from './preferences/preferences.service.ts';
import { OwnSessionsController } from './session/own-sessions.controller.ts';
import { OwnSessions } from './session/own-sessions.service.ts';
import { SessionController } from './session/session.controller.ts';
import { SessionService } from './session/session.service.ts';
import { Sessions } from './session/sessions.ts';
import { SignedInAnswers } from './session/signed-in.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { SignInGuard } from './sign-in/sign-in-guard.ts';
import { SignInService } from './sign-in/sign-in.service.ts';
import { AccessTokens } from './signing-key/access-tokens.ts';
import { JwksController } from './signing-key/jwks.controller.ts';
import { KeyRing } from './signing-key/key-ring.ts';
import { KeyVault } from './signing-key/key-vault.ts';
import { Erasure } from './user/erasure.ts';
import { Invitations } from './user/invitations.ts';
import { OwnerAccounts } from './user/owner-accounts.ts';
import { PeopleService } from './user/people.service.ts';
import { TeamController } from './user/team.controller.ts';
import { Team } from './user/team.service.ts';
import { UserController } from './user/user.controller.ts';
import { UserListing } from './user/user.listing.ts';

const http = [ActivationController, AuditController, JwksController, OwnSessionsController, PasswordChangeController, PasswordResetController, PreferencesController, SessionController, SignInController, TeamController, UserController];
const events = [AuditTrailConsumer, CompanyConsumer];
const people = [Companies, Erasure, Invitations, OwnerAccounts, PeopleService, PreferencesService, Team, UserListing];
const letIn = [ActivationService, Credentials, MailedLinks, PasswordChange, PasswordResetService, ResetRequests, SignInGuard, SignInService];
const sessions = [AccessTokens, KeyRing, OwnSessions, Sessions, SessionService, SignedInAnswers];
const trail = [AuditChecks, AuditFigures, AuditListing, AuditTrail, AuditVerification];

@Module({
  controllers: [...http, ...events],
  providers: [
    ...people,
    ...letIn,
    ...sessions,
    ...trail,
    Housekeeping,
    { provide: KeyVault, inject: [Config], useFactory: (config: Config) => new KeyVault(config.KEY_ENCRYPTION_KEY) },
    { provide: LinkSealer, inject: [Config], useFactory: (config: Config) => new LinkSealer(config.MAIL_SEAL_PUBLIC_KEY) },
    {
      provide: PasswordHasher,
      inject: [Config],
      useFactory: (config: Config) => new PasswordHasher({ concurrency: config.PASSWORD_HASHING_CONCURRENCY, waiting: config.PASSWORD_HASHING_QUEUE }),
    },
  ],
})
export class IdentityModule {}
