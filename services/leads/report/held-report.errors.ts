import { Problem } from '#libs/service/problem';

/** Of two people who look at the same report, the second. */
export class ReportSettled extends Problem {
  constructor() {
    super({ status: 409, code: 'deals/report-settled', title: 'This report is settled', detail: 'Somebody has settled this report already.' });
  }
}
