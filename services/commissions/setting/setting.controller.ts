import { Controller } from '@nestjs/common';
import { publishCommissionSettingBody } from '#libs/contracts/http/settings';
import { settingRoutes } from '#libs/service/setting.routes';
import { Settings } from './settings.service.ts';

/** How long commission is held, and where the programme's days begin. A value begins the day after tomorrow or later: what was earned or paid until then stays as it is, and what begins tomorrow may be booked already. */
@Controller('commissions/settings')
export class SettingController extends settingRoutes(publishCommissionSettingBody) {
  constructor(protected readonly settings: Settings) {
    super();
  }
}
