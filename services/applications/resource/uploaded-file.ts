import { hash } from 'node:crypto';
import { fileEndings, largestFile, type FileType, type ResourceBody } from '#libs/contracts/http/resources';
import type { FieldError } from '#libs/service/problem';

export interface UploadedFile {
  readonly bytes: Buffer;
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** The bytes of an upload, or what is wrong with it: a name of another type, no base64, too much, or content that is not what it is said to be. */
export function uploadedFile({ name, type, content }: ResourceBody['file']): UploadedFile | FieldError[] {
  if (!fileEndings[type].some((ending) => name.toLowerCase().endsWith(ending))) {
    return [{ pointer: '/file/name', detail: `must end in ${fileEndings[type].join(' or ')}, as its type says` }];
  }
  const bytes = Buffer.from(content, 'base64');
  // Node skips what is no base64; only what it reads back the same was all of it.
  if (bytes.toString('base64') !== content) return [{ pointer: '/file/content', detail: 'must be base64 with padding and without line breaks' }];
  if (bytes.length > largestFile) return [{ pointer: '/file/content', detail: `must be at most ${largestFile} bytes` }];
  if (!isOfType(type, bytes)) return [{ pointer: '/file/content', detail: `is not the ${type} that it is said to be` }];
  return { bytes, size: bytes.length, hash: hash('sha256', bytes) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function isOfType(type: FileType, bytes: Buffer): boolean {
  if (type === 'application/pdf') return bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  try {
    return !utf8.decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
