import type { TopicDefinition } from '#libs/contracts/topic';
import { dataSchema, declaredEvents, type DeclaredEvent, type Json, type JsonObject } from './event-schemas.ts';

const text = (description: string): JsonObject => ({ type: 'string', description });
const filled = (maxLength: number, description: string): JsonObject => ({ type: 'string', minLength: 1, maxLength, description });

const [specversion, traceparent]: [JsonObject, JsonObject] = [{ type: 'string', const: '1.0' }, text('W3C trace context.')];

/** The CloudEvents attributes as Kafka headers (binary mode), as our services write them. */
const cloudEventHeaders: JsonObject = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time'],
  properties: {
    ce_specversion: specversion,
    ce_id: text('Unique with the source; consumers remember it and handle an event once.'),
    ce_source: text('The publishing service, such as `/services/applications`.'),
    ce_type: text('The name of the event with its version.'),
    ce_subject: text('The aggregate id.'),
    ce_time: { type: 'string', format: 'date-time', description: 'When it happened, UTC.' },
    ce_partitionkey: text('The record key again.'),
    ce_sequence: text('Counts the events of one aggregate from 1.'),
    ce_dataschema: text('Names the schema of the data.'),
    ce_traceparent: traceparent,
    ce_correlationid: text('The request that it all began with.'),
    'content-type': text('`application/json`; with `application/cloudevents+json` the value is the whole event (structured mode).'),
  },
};

/** As libs/messaging/cloud-events.ts takes them from a producer that is not ours. */
const outsideEventHeaders: JsonObject = {
  type: 'object',
  description: 'Binary mode, or a content type that says the value is the whole event (structured mode); its attributes are required there in the same way.',
  anyOf: [
    { required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'] },
    { required: ['content-type'], properties: { 'content-type': { type: 'string', pattern: '^application/cloudevents\\+json' } } },
  ],
  properties: {
    ce_specversion: specversion,
    ce_id: filled(256, 'With the source it names an event: sent again as it was it changes nothing.'),
    ce_source: filled(1024, 'The system that tells, such as `https://crm.example`.'),
    ce_type: filled(256, 'The name of the event with its version.'),
    ce_time: { type: 'string', format: 'date-time', description: 'When it happened, at most an hour ahead; the time of the record where absent.' },
    ce_subject: text('Not needed: the data says what the event is about. Where it is given, events of one subject wait for each other.'),
    ce_partitionkey: text('Not needed; stands before subject and record key in saying which events wait for each other.'),
    ce_traceparent: traceparent,
    ce_correlationid: text('Stands in the lines of log about the event.'),
    'content-type': text('`application/json`, which is what counts where it is absent, or `application/cloudevents+json`.'),
  },
};

/** The AsyncAPI 3.0 document of all topics. */
export function asyncApiDocument(topics: readonly TopicDefinition[]): JsonObject {
  const schemas: JsonObject = { CloudEventHeaders: cloudEventHeaders, OutsideEventHeaders: outsideEventHeaders };
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
    headers: { $ref: `#/components/schemas/${isOutside(topic) ? 'Outside' : 'Cloud'}EventHeaders` },
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
