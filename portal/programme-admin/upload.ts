import { fileEndings, largestFile, type FileType } from '#libs/contracts/http/resources';

export interface ChosenFile {
  readonly name: string;
  readonly type: FileType;
  /** In base64. */
  readonly content: string;
}

/** What a file may not be: of another type, too large, or empty. */
export type FileComplaint = 'fileType' | 'fileSize' | 'fileEmpty';

export const accepted = Object.values(fileEndings).flat().join(',');

/** By its name's ending, as the service looks at it. */
export function typeOf(name: string): FileType | undefined {
  const types = Object.keys(fileEndings) as FileType[];
  return types.find((type) => fileEndings[type].some((ending) => name.toLowerCase().endsWith(ending)));
}

/** Reads a file to send it in a body, or says what is wrong with it. */
export async function read(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<ChosenFile | FileComplaint> {
  const type = typeOf(file.name);
  if (type === undefined) return 'fileType';
  if (file.size > largestFile) return 'fileSize';
  if (file.size === 0) return 'fileEmpty';
  return { name: file.name, type, content: base64(new Uint8Array(await file.arrayBuffer())) };
}

const piece = 0x8000;

function base64(bytes: Uint8Array): string {
  let text = '';
  // In pieces: so many arguments as a file has bytes no function takes.
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}
