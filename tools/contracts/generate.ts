// `npm run contracts` writes docs/asyncapi.yaml and docs/schemas/ from libs/contracts; with --check it only says what is stale and ends with 1.
import { join } from 'node:path';
import { contractDocuments } from './documents.ts';
import { differences, writeGenerated } from './generated-files.ts';
import { asyncApiMistakes } from './validate.ts';

const root = join(import.meta.dirname, '../..');
const check = process.argv.includes('--check');
const generated = contractDocuments();

const mistakes = await asyncApiMistakes(generated.files.get('docs/asyncapi.yaml') ?? '');
if (mistakes.length > 0) {
  console.error(`docs/asyncapi.yaml would not be valid AsyncAPI:\n${mistakes.map((line) => `  ${line}`).join('\n')}`);
  process.exit(1);
}
if (check) {
  const stale = differences(root, generated);
  if (stale.length > 0) console.error(`Not as libs/contracts says; run \`npm run contracts\` and commit:\n${stale.map((line) => `  ${line}`).join('\n')}`);
  else console.log(`docs/asyncapi.yaml and ${generated.files.size - 1} schemas are as libs/contracts says.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  const changed = writeGenerated(root, generated);
  console.log(changed.length === 0 ? 'Nothing has changed.' : changed.join('\n'));
}
