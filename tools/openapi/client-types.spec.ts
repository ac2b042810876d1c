import { describe, expect, test } from '@jest/globals';
import { clientTypes } from './client-types.ts';

const document = (paths: object, schemas: object = {}) => clientTypes(JSON.stringify({ paths, components: { schemas } }));
const answering = (schema: object) => ({ responses: { 200: { content: { 'application/json': { schema } } }, 404: { content: {} } } });
const typeOf = (schema: object) => /answer: ([\s\S]*?);\n {2}\};/.exec(document({ '/api/x': { get: answering(schema) } }))?.[1];

describe('the types of the API', () => {
  test.each([
    [{ type: 'string', pattern: '^x$' }, 'string'],
    [{ type: ['integer', 'null'] }, 'number | null'],
    [{ type: 'string', enum: ['it', "isn't"] }, "'it' | 'isn\\'t'"],
    [{ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, "('a' | 'b')[]"],
    [{ anyOf: [{ $ref: '#/components/schemas/Money' }, { type: 'null' }] }, "Schemas['Money'] | null"],
    [{ allOf: [{ $ref: '#/components/schemas/Money' }] }, "Schemas['Money']"],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
    [{ type: 'object', properties: {}, additionalProperties: false }, 'Record<string, never>'],
    [{}, 'unknown'],
  ])('%j is %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  test('say what may be left out, and what a list in a list holds', () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'array', items: { type: 'object', required: ['b-c'], properties: { 'b-c': { type: 'boolean' } } } }, d: { type: 'string' } } };
    expect(typeOf(schema)).toBe("{\n      a: {\n        'b-c': boolean;\n      }[];\n      d?: string | undefined;\n    }");
  });

  test('keep a list of one of several objects together', () => {
    const one = (name: string) => ({ type: 'object', required: [name], properties: { [name]: { type: ['string', 'null'] } } });
    expect(typeOf({ type: 'array', items: { oneOf: [one('a'), one('b')] } })?.replaceAll(/\s+/g, ' ')).toBe('({ a: string | null; } | { b: string | null; })[]');
    expect(typeOf({ type: 'array', items: one('a') })?.replaceAll(/\s+/g, ' ')).toBe('{ a: string | null; }[]');
  });

  test('name a route’s query, its body, and an answer that is none', () => {
    const route = { parameters: [{ name: 'locale', in: 'query' }, { name: 'id', in: 'path' }], requestBody: { content: { 'application/json': { schema: { type: ['object', 'null'], additionalProperties: false } } } }, responses: { 204: {} } };
    expect(document({ '/api/x/{id}': { post: route } })).toContain("  'POST /api/x/{id}': {\n    query: 'locale';\n    body: Record<string, never> | null | undefined;\n    answer: undefined;\n  };");
  });
});
