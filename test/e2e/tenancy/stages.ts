import { applicationsStage } from './applications.stage.ts';
import { commissionsStage } from './commissions.stage.ts';
import { identityStage } from './identity.stage.ts';
import { leadsStage } from './leads.stage.ts';
import { notificationsStage } from './notifications.stage.ts';
import type { Stage } from './stage.ts';

/** One for every service that keeps data of companies; a service without one fails a spec. */
export const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  applications: applicationsStage,
  commissions: commissionsStage,
  identity: identityStage,
  leads: leadsStage,
  notifications: notificationsStage,
};
