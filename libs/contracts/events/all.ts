import type { TopicDefinition } from '../topic.ts';
import { applications } from './applications.ts';
import { audit } from './audit.ts';
import { commissions } from './commissions.ts';
import { crm } from './crm.ts';
import { deals } from './deals.ts';
import { notifications } from './notifications.ts';
import { partners } from './partners.ts';
import { users } from './users.ts';

/** Every topic of the system; the documents in docs/ and deploy/kafka/topics.yaml are checked against it. */
export const topics: readonly TopicDefinition[] = [applications, partners, users, deals, crm, commissions, audit, notifications];
