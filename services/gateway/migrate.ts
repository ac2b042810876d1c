import { migrate } from '#libs/service/migrate';
import { gateway } from './service.ts';

await migrate(gateway);
