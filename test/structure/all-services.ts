import type { ServiceDefinition } from '#libs/service/service';
import { applications } from '../../services/applications/service.ts';
import { commissions } from '../../services/commissions/service.ts';
import { gateway } from '../../services/gateway/service.ts';
import { identity } from '../../services/identity/service.ts';
import { leads } from '../../services/leads/service.ts';
import { notifications } from '../../services/notifications/service.ts';

/** Every service; a folder under services/ that is missing here fails a spec. */
export const services: readonly ServiceDefinition[] = [applications, commissions, gateway, identity, leads, notifications];
