import { Controller } from '@nestjs/common';
import { publishProgrammeSettingBody } from '#libs/contracts/http/settings';
import { settingRoutes } from '#libs/service/setting.routes';
import { Settings } from './settings.service.ts';

/** What else counts in the programme: the review's promise, when one may apply again, what the page says. A value counts at once or from a later moment on; an application that is there keeps its promise. */
@Controller('programme/settings')
export class SettingController extends settingRoutes(publishProgrammeSettingBody) {
  constructor(protected readonly settings: Settings) {
    super();
  }
}
