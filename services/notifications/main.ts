import { bootstrap } from '#libs/service/bootstrap';
import { notifications } from './service.ts';

await bootstrap(notifications);
