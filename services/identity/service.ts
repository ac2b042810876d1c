import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { defineService } from '#libs/service/service';
import { AuditCheck } from './audit-trail/audit-check.entity.ts';
import { AuditEntry } from './audit-trail/audit-entry.entity.ts';
import { Company } from './company/company.entity.ts';
import { Config } from './config.ts';
import { IdentityModule } from './identity.module.ts';
import { MailedLink } from './mailed-link/mailed-link.entity.ts';
import { Accounts1760200000001 } from './migrations/1760200000001-accounts.ts';
import { Sessions1760200000002 } from './migrations/1760200000002-sessions.ts';
import { AuditTrail1760200000003 } from './migrations/1760200000003-audit-trail.ts';
import { AccountWithoutRole1760200000004 } from './migrations/1760200000004-account-without-role.ts';
import { AuditChecks1760200000005 } from './migrations/1760200000005-audit-checks.ts';
import { AuditCheckAnchors1760200000006 } from './migrations/1760200000006-audit-check-anchors.ts';
import { Credential } from './password/credential.entity.ts';
import { PasswordResetRequest } from './password-reset/reset-request.entity.ts';
import { RefreshToken } from './session/refresh-token.entity.ts';
import { Session } from './session/session.entity.ts';
import { SigningKey } from './signing-key/signing-key.entity.ts';
import { User } from './user/user.entity.ts';

export const identity = defineService({
  name: 'identity',
  description: 'People, what they may do, how they get in, and the trail of what anybody did.',
  config: Config,
  entities: [AuditCheck, AuditEntry, Company, Credential, MailedLink, PasswordResetRequest, RefreshToken, Session, SigningKey, User],
  migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003, Accounts1760200000001, Sessions1760200000002, AuditTrail1760200000003, AccountWithoutRole1760200000004, AuditChecks1760200000005, AuditCheckAnchors1760200000006],
  module: IdentityModule,
});
