import { bootstrap } from '#libs/service/bootstrap';
import { applications } from './service.ts';

await bootstrap(applications);
