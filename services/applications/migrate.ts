import { migrate } from '#libs/service/migrate';
import { applications } from './service.ts';

await migrate(applications);
