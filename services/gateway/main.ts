import { bootstrap } from '#libs/service/bootstrap';
import { gateway } from './service.ts';

await bootstrap(gateway);
