import { migrate } from '#libs/service/migrate';
import { notifications } from './service.ts';

await migrate(notifications);
