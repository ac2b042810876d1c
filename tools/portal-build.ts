import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const packable = /\.(js|css|svg|html)$/;

/** Bundles the portal into dist/portal, each text also packed, so that the gateway compresses nothing while it serves. Whether it worked. */
export function buildPortal(root: string): boolean {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--config', 'portal/vite.config.ts', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) return false;
  const folder = join(root, 'dist/portal');
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).filter((it) => it.isFile() && packable.test(it.name))) {
    const file = join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  }
  return true;
}
