import { bootstrap } from '#libs/service/bootstrap';
import { commissions } from './service.ts';

await bootstrap(commissions);
