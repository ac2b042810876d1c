import { stringify } from 'yaml';
import { topics } from '#libs/contracts/events/all';
import { asyncApiDocument } from './asyncapi.ts';
import { declaredEvents, schemaDocument } from './event-schemas.ts';
import type { Generated } from './generated-files.ts';

/** Everything that is generated from libs/contracts; the same bytes for the same contracts. */
export function contractDocuments(): Generated {
  const asyncapi = `# Generated from libs/contracts/events by \`npm run contracts\`; edit there.\n${stringify(asyncApiDocument(topics), { lineWidth: 0, aliasDuplicateObjects: false })}`;
  const schemas = declaredEvents().map((event): [string, string] => [`docs/schemas/${event.type}.schema.json`, `${JSON.stringify(schemaDocument(event), null, 2)}\n`]);
  return { files: new Map([['docs/asyncapi.yaml', asyncapi], ...schemas]), folders: ['docs/schemas'] };
}
