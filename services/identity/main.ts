import { bootstrap } from '#libs/service/bootstrap';
import { identity } from './service.ts';

await bootstrap(identity);
