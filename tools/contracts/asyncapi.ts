import type { TopicDefinition } from '#libs/contracts/topic';
import { dataSchema, declaredEvents, type DeclaredEvent, type Json, type JsonObject } from './event-schemas.ts';

const text = (description: string): JsonObject => ({ type: 'string', description });

/** The CloudEvents attributes as Kafka headers (binary mode). */
const cloudEventHeaders: JsonObject = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: text('Unique with the source; consumers remember it and handle an event once.'),
    ce_source: text('The publishing service, such as `/services/applications`.'),
    ce_type: text('The name of the event with its version.'),
    ce_subject: text('The aggregate id.'),
    ce_time: { type: 'string', format: 'date-time', description: 'When it happened, UTC.' },
    ce_partitionkey: text('The record key again.'),
    ce_sequence: text('Counts the events of one aggregate from 1.'),
    ce_dataschema: text('Names the schema of the data.'),
    ce_traceparent: text('W3C trace context.'),
    ce_correlationid: text('The request that it all began with.'),
    'content-type': text('`application/json`; with `application/cloudevents+json` the value is the whole event (structured mode).'),
  },
};

/** The AsyncAPI 3.0 document of all topics. */
export function asyncApiDocument(topics: readonly TopicDefinition[]): JsonObject {
  const schemas: JsonObject = { CloudEventHeaders: cloudEventHeaders };
  const messages = Object.fromEntries(declaredEvents().map((event) => [event.type, message(event, schemas)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Partner Management System: events',
      version: '1.0.0',
      description:
        'Facts that the services publish on Kafka as CloudEvents 1.0 (binary mode; structured mode is accepted too). Consumers ignore fields and skip event types that they do not know. ' +
        'Topic names may carry the prefix of the installation. Fields marked `x-personal` hold personal data, fields marked `x-sealed` are encrypted for notifications alone. Generated from libs/contracts by `npm run contracts`.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [topic.name, channel(topic)])),
    operations: Object.fromEntries(topics.map((topic) => [`${isOutside(topic) ? 'take' : 'publish'}-${topic.name}`, operation(topic)])),
    components: { messages, schemas },
  };
}

function channel(topic: TopicDefinition): JsonObject {
  return {
    address: topic.name,
    title: topic.name,
    description: `${topic.description} Published by ${isOutside(topic) ? 'a system outside' : topic.owner}; record key: ${topic.key}.`,
    messages: Object.fromEntries(Object.keys(topic.events).map((type) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: { kafka: { topic: topic.name, bindingVersion: '0.5.0' } },
  };
}

function operation(topic: TopicDefinition): JsonObject {
  return {
    action: isOutside(topic) ? 'receive' : 'send',
    channel: { $ref: `#/channels/${topic.name}` },
    summary: isOutside(topic) ? 'What a system that is not ours tells.' : `What ${topic.owner} publishes.`,
    messages: Object.keys(topic.events).map((type) => ({ $ref: `#/channels/${topic.name}/messages/${type}` })),
  };
}

function isOutside({ owner }: TopicDefinition): boolean {
  return owner === 'outside';
}

function message({ topic, type, definition }: DeclaredEvent, schemas: JsonObject): JsonObject {
  const { $schema: _, definitions, ...payload } = dataSchema(definition.data, 'draft-07');
  // Named parts stand once for all messages.
  for (const [name, part] of Object.entries(isObject(definitions) ? definitions : {})) schemas[name] = relocated(part);
  return {
    name: type,
    summary: definition.summary,
    headers: { $ref: '#/components/schemas/CloudEventHeaders' },
    payload: relocated(payload),
    bindings: { kafka: { key: { type: 'string', description: topic.key }, bindingVersion: '0.5.0' } },
  };
}

function relocated(value: Json): Json {
  if (Array.isArray(value)) return value.map(relocated);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === '$ref' && typeof part === 'string' ? part.replace('#/definitions/', '#/components/schemas/') : relocated(part)]),
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
