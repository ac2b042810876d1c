const deep = '['.repeat(10_000) + ']'.repeat(10_000);
const utf16 = new Uint8Array(Buffer.from('\ufeff{"a":1}', 'utf16le'));
const brokenUtf8 = new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]);

/** Bodies that no route takes, whatever it is for, and what each is told. */
export const malformedBodies: readonly (readonly [what: string, send: { raw: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> }, told: string])[] = [
  ['cut short', { raw: '{"email":"jane@exam' }, '400 http/malformed-json'],
  ['empty', { raw: '' }, '400 http/malformed-json'],
  ['10,000 levels deep', { raw: `{"a":${deep}}` }, '400 http/too-deep'],
  ['a key twice', { raw: '{"email":"a@example.com","email":"b@example.com"}' }, '400 http/duplicate-key'],
  ['a key twice, once escaped', { raw: '{"email":"a@example.com","\\u0065mail":"b@example.com"}' }, '400 http/duplicate-key'],
  ['a prototype', { raw: '{"__proto__":{"roles":["admin"]}}' }, '400 http/forbidden-key'],
  ['broken UTF-8', { raw: brokenUtf8 }, '400 http/malformed-text'],
  ['UTF-16', { raw: utf16, headers: { 'content-type': 'application/json; charset=utf-16le' } }, '415 http/unsupported-media-type'],
  ['a form', { raw: 'email=jane%40example.com', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, '415 http/unsupported-media-type'],
  ['XML', { raw: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', headers: { 'content-type': 'application/xml' } }, '415 http/unsupported-media-type'],
  ['JSON as plain text', { raw: '{}', headers: { 'content-type': 'text/plain' } }, '415 http/unsupported-media-type'],
  ['a megabyte of text', { raw: JSON.stringify({ name: 'x'.repeat(1024 * 1024) }) }, '413 http/payload-too-large'],
];
