import { expect, test } from '@jest/globals';
import { largestFile } from '#libs/contracts/http/resources';
import { read } from './upload.ts';

const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => ({ name, size: bytes.length, arrayBuffer: async () => bytes.buffer });

test.each([['Playbook.PDF', 'application/pdf'], ['notes.md', 'text/markdown'], ['notes.txt', 'text/plain']])('%s is read as %s', async (name, type) => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
  expect(await read(file(name, bytes))).toEqual({ name, type, content: Buffer.from(bytes).toString('base64') });
});

test.each([['slides.pptx', 1, 'fileType'], ['pdf', 1, 'fileType'], ['big.pdf', largestFile + 1, 'fileSize'], ['nothing.txt', 0, 'fileEmpty']])('%s of %d bytes is refused', async (name, size, complaint) => {
  expect(await read(file(name, new Uint8Array(size)))).toBe(complaint);
});
