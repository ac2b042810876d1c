import { z } from 'zod';
import { line, paragraph } from '../text.ts';
import { id, instant, tierCode } from '../primitives.ts';
import { publication, why } from './settings.ts';

export const resourceKind = z.enum(['sales_playbook', 'demo_material', 'certification']);
export type ResourceKind = z.output<typeof resourceKind>;

/** What may be uploaded, by the endings that a file of it may have. */
export const fileEndings = {
  'application/pdf': ['.pdf'],
  'text/markdown': ['.md'],
  'text/plain': ['.txt'],
} as const satisfies Record<string, readonly string[]>;
export const fileType = z.enum(['application/pdf', 'text/markdown', 'text/plain']);
export type FileType = z.output<typeof fileType>;

/** Bytes of one file. */
export const largestFile = 5 * 1024 * 1024;
/** Bytes of the whole request: the file in base64, and room for what is said about it. */
export const largestUpload = 7 * 1024 * 1024;

/** How long it takes, or how much there is of it. */
export const resourceLength = z.strictObject({ amount: z.number().int().min(1).max(1000), unit: z.enum(['pages', 'minutes', 'hours']) });

const inBoth = (text: z.ZodString) => z.strictObject({ en: text, de: text });

/** A name and no path: people save the file under it. */
const fileName = line(120).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._()-]*$/u, 'must be a file name of letters, digits, blanks and ._()-');

export const resourceBody = z
  .strictObject({
    kind: resourceKind,
    title: inBoth(line(120)),
    summary: inBoth(paragraph(400)),
    /** What is inside, a line each. */
    contents: z.array(inBoth(line(160))).min(1).max(12),
    /** From which tier on it is open; null: to everybody. */
    tier: tierCode.nullable(),
    length: resourceLength,
    file: z.strictObject({ name: fileName, type: fileType, /** In base64. */ content: z.string().min(4).max(4 * Math.ceil(largestFile / 3)) }),
    /** From when on it is there: not before now, and at once where it is not said. */
    effectiveFrom: instant.optional(),
    reason: why,
  })
  .meta({ id: 'NewResource' });
export type ResourceBody = z.output<typeof resourceBody>;

export const removeResourceBody = z.strictObject({ reason: why });

export const resource = z
  .object({
    id,
    kind: resourceKind,
    title: z.string(),
    summary: z.string(),
    contents: z.array(z.string()),
    /** null: everybody may have it. */
    tier: z.object({ code: tierCode, name: z.string() }).nullable(),
    length: resourceLength,
    file: z.object({ name: z.string(), type: fileType, size: z.number().int() }),
    uploadedAt: instant,
  })
  .meta({ id: 'Resource' });
export type ResourceAnswer = z.output<typeof resource>;

export const resourcesAnswer = z.object({ items: z.array(resource) }).meta({ id: 'Resources' });

/** With from when on it is, or will be, there, and who put it there and took it out, and why. */
export const publishedResource = resource
  .extend({ effectiveFrom: instant, ...publication, removal: z.object({ at: instant, by: id, reason: z.string() }).nullable() })
  .meta({ id: 'PublishedResource' });
export type PublishedResource = z.output<typeof publishedResource>;
/** `asOf`: when it was read, by the clock that says what has begun. */
export const publishedResourcesAnswer = z.object({ asOf: instant, items: z.array(publishedResource) }).meta({ id: 'PublishedResources' });
