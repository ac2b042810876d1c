// `npm run dashboards` writes the chart's Grafana dashboards; a spec says when the committed ones are stale.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../deploy/local/root.ts';
import { dashboards } from './dashboards.ts';
import { grafanaOf } from './panels.ts';

for (const dashboard of dashboards) writeFileSync(join(root, 'charts/partner-management/files/dashboards', `${dashboard.name}.json`), `${JSON.stringify(grafanaOf(dashboard), null, 1)}\n`);
console.log(`Wrote ${dashboards.length} dashboards.`);
