import { Controller } from '@nestjs/common';
import { publishDealSettingBody } from '#libs/contracts/http/settings';
import { settingRoutes } from '#libs/service/setting.routes';
import { Settings } from './settings.service.ts';

/** How long registrations are protected, and what is expected of them. A value counts at once or from a later moment on; what is protected already stays as it is. */
@Controller('deals/settings')
export class SettingController extends settingRoutes(publishDealSettingBody) {
  constructor(protected readonly settings: Settings) {
    super();
  }
}
