import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { open, toEvent } from '#libs/messaging/cloud-events';
import { plainHeaders } from '#libs/messaging/record';
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

describe('the headers that are asked of a producer outside are those that are taken', () => {
  const { components }: { components: { schemas: { OutsideEventHeaders: object } } } = parse(contractDocuments().files.get('docs/asyncapi.yaml') ?? '');
  const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(components.schemas.OutsideEventHeaders);
  const attributes = { specversion: '1.0', id: 'e1', source: 'https://crm.example', type: 'opportunity.won.v1' };
  const needed = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));
  // Read in either mode: as the data, or as the whole event.
  const value = Buffer.from(JSON.stringify({ ...attributes, data: {} }));

  function isTaken(headers: Record<string, string>): boolean {
    const record = { topic: 'crm', partition: 0, offset: '0', key: null, value, headers: plainHeaders(headers), timestamp: 0 };
    try {
      return toEvent(record, open(record)).type === attributes.type;
    } catch {
      return false;
    }
  }

  test.each<[string, Record<string, string>, boolean]>([
    ['the four of CloudEvents', needed, true],
    ['those of crm.md', { ...needed, 'content-type': 'application/json', ce_time: '2026-11-02T09:00:00.000Z' }, true],
    ['of the structured mode', { 'content-type': 'application/cloudevents+json; charset=utf-8' }, true],
    ...Object.keys(needed).map((left): [string, Record<string, string>, boolean] => [`without ${left}`, Object.fromEntries(Object.entries(needed).filter(([name]) => name !== left)), false]),
    ['with an empty id', { ...needed, ce_id: '' }, false],
    ['with an id of 257 characters', { ...needed, ce_id: 'x'.repeat(257) }, false],
    ['of a later version', { ...needed, ce_specversion: '2.0' }, false],
  ])('%s', (_what, headers, due) => {
    expect([isValid(headers), isTaken(headers)]).toEqual([due, due]);
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
