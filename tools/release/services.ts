import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../deploy/local/root.ts';
import { serviceDefinitions } from '../../deploy/local/services.ts';
import { StartError } from '../../deploy/local/start-error.ts';
import type { MigratedService } from '../../libs/testing/test-template.ts';

const definition = z.custom<MigratedService>((value) => typeof value === 'object' && value !== null && 'migrations' in value);

/** The built services with a database: their sources have decorators, which Node does not strip. */
export async function builtServices(): Promise<MigratedService[]> {
  const names = serviceDefinitions.filter(({ database }) => database !== undefined).map(({ name }) => name);
  return Promise.all(
    names.map(async (name) => {
      const file = join(root, 'dist/services', name, 'service.js');
      if (!existsSync(file)) throw new StartError('There is no build in dist/: run npm run build.');
      const loaded: unknown = await import(file);
      return z.object({ [name]: definition }).parse(loaded)[name] as MigratedService;
    }),
  );
}
