import { migrate } from '#libs/service/migrate';
import { leads } from './service.ts';

await migrate(leads);
