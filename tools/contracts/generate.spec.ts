import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { contractDocuments } from './documents.ts';
import { declaredEvents, schemaDocument } from './event-schemas.ts';
import { differences, writeGenerated } from './generated-files.ts';

const root = join(import.meta.dirname, '../..');

describe('the generated contracts', () => {
  test('are committed as they would be generated now', () => {
    expect(differences(root, contractDocuments())).toEqual([]);
  });

  test('come out the same every time', () => {
    expect(contractDocuments()).toEqual(contractDocuments());
  });

  test.each(declaredEvents())('the JSON Schema of $type takes its golden event and one with more fields', (event) => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schemaDocument(event));
    const golden = JSON.parse(readFileSync(join(root, `libs/contracts/golden/${event.type}.json`), 'utf8'));
    expect([validate(golden), validate({ ...golden, addedLater: 1 }), validate({})]).toEqual([true, true, false]);
  });

  test('say which fields are personal', () => {
    expect(contractDocuments().files.get('docs/schemas/user.invited.v1.schema.json')).toContain('"x-personal": true');
    expect(contractDocuments().files.get('docs/schemas/user.invited.v1.schema.json')).toContain('"x-sealed": true');
  });
});

describe('files that are generated', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are found missing, stale and orphaned, and put right', () => {
    const generated = { files: new Map([['docs/a.json', 'a'], ['docs/schemas/b.json', 'b']]), folders: ['docs/schemas'] };
    expect(differences(folder, generated)).toEqual(['docs/a.json is missing', 'docs/schemas/b.json is missing']);
    writeGenerated(folder, generated);
    expect(differences(folder, generated)).toEqual([]);
    writeFileSync(join(folder, 'docs/a.json'), 'edited by hand');
    writeFileSync(join(folder, 'docs/schemas/gone.json'), '');
    expect(differences(folder, generated)).toEqual(['docs/a.json is stale', 'docs/schemas/gone.json belongs to nothing that is declared']);
    expect(writeGenerated(folder, generated)).toEqual(['docs/a.json', 'docs/schemas/gone.json']);
    expect(differences(folder, generated)).toEqual([]);
  });
});
