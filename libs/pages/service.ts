import { defineService } from '#libs/service/service';
import { Config } from './config.ts';
import { PagesModule } from './pages.module.ts';

/** The portal's files as a process of their own, started, watched and stopped as every service is. */
export const portal = defineService({
  name: 'portal',
  description: 'The portal’s pages and files.',
  config: Config,
  module: PagesModule,
  database: false,
  outermost: true,
});
