import { migrate } from '#libs/service/migrate';
import { identity } from './service.ts';

await migrate(identity);
