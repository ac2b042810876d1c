import { bootstrap } from '#libs/service/bootstrap';
import { leads } from './service.ts';

await bootstrap(leads);
