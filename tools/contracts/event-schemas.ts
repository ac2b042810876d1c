import { z } from 'zod';
import { topics } from '#libs/contracts/events/all';
import type { EventDefinition, TopicDefinition } from '#libs/contracts/topic';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface DeclaredEvent {
  readonly topic: TopicDefinition;
  readonly type: string;
  readonly definition: EventDefinition;
}

/** Every event of every topic, in the order of their declaration. */
export function declaredEvents(): DeclaredEvent[] {
  return topics.flatMap((topic) => Object.entries(topic.events).map(([type, definition]) => ({ topic, type, definition })));
}

/** Marks of ours on a field; JSON Schema's extensions begin with `x-`. */
const marks = ['personal', 'sealed'];

/**
 * The data of an event as JSON Schema, as a producer writes it: fields with a default may be absent, and unknown fields are allowed,
 * since consumers ignore them.
 */
export function dataSchema(schema: z.ZodType, target: 'draft-07' | 'draft-2020-12'): JsonObject {
  const json = z.toJSONSchema(schema, {
    target,
    io: 'input',
    override: ({ jsonSchema }) => {
      for (const mark of marks) {
        if (!(mark in jsonSchema)) continue;
        jsonSchema[`x-${mark}`] = true;
        delete jsonSchema[mark];
      }
    },
  });
  return plain(json);
}

/** The document of `docs/schemas/<type>.schema.json`. */
export function schemaDocument({ topic, type, definition }: DeclaredEvent): JsonObject {
  const { $schema = '', ...rest } = dataSchema(definition.data, 'draft-2020-12');
  return { $schema, $id: schemaId(type), title: type, description: `${definition.summary} Topic \`${topic.name}\`, published by ${topic.owner === 'outside' ? 'a system outside' : topic.owner}.`, ...rest };
}

/** What events name in the CloudEvents attribute `dataschema`. */
export function schemaId(type: string): string {
  return `urn:partner-management:schema:${type}`;
}

const jsonObject = z.record(z.string(), z.json());

/** Through JSON: nothing undefined, no class instances, own keys only. */
function plain(value: object): JsonObject {
  return jsonObject.parse(JSON.parse(JSON.stringify(value)));
}
