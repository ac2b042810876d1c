import { migrate } from '#libs/service/migrate';
import { commissions } from './service.ts';

await migrate(commissions);
