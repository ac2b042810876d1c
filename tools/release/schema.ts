// `npm run release:schema`: writes deploy/schema/<service>.json from freshly migrated databases, and events.json from the golden events, to be committed with
// the release. From then on `npm test` holds every later migration, and the golden events, against them. Uses TEST_DATABASE_URL, or starts a PostgreSQL of its
// own. See docs/operations/upgrade.md.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Processes } from '../../deploy/local/processes.ts';
import { root } from '../../deploy/local/root.ts';
import { startDatabase } from './database.ts';
import { goldenFaults, presentGoldens, releasedGoldens, writeGoldens } from './goldens.ts';
import { builtServices } from './services.ts';
import { faults, migrated, releasedSnapshot, writeSnapshot } from './snapshot.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const scratch = mkdtempSync(join(tmpdir(), 'pms-release-'));
const processes = new Processes({ listFile: join(scratch, 'processes.json') });
try {
  const adminUrl = await startDatabase(processes, scratch);
  const goldens = presentGoldens();
  const lost = goldenFaults(releasedGoldens(), goldens);
  if (lost.length > 0) throw new Error(`The events cannot follow ${releasedGoldens()?.release}:\n${lost.map((sentence) => `  - ${sentence}`).join('\n')}`);
  const all = [];
  for (const service of await builtServices()) {
    const present = await migrated(adminUrl, service);
    // What would break the release before must not become the next one's measure.
    const broken = faults(releasedSnapshot(service.name), present);
    if (broken.length > 0) throw new Error(`${service.name} cannot follow ${releasedSnapshot(service.name)?.release}:\n${broken.map((sentence) => `  - ${sentence}`).join('\n')}`);
    all.push({ service, present });
  }
  for (const { service, present } of all) console.log(`${relative(root, writeSnapshot(service.name, version, present))}: ${present.migrations.length} migrations of ${version}`);
  console.log(`${relative(root, writeGoldens(version, goldens))}: ${Object.keys(goldens).length} events of ${version}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await processes.stop();
  rmSync(scratch, { recursive: true, force: true });
}
