import { bootstrap } from '#libs/service/bootstrap';
import { portal } from './service.ts';

await bootstrap(portal);
