// Declares the topics of deploy/kafka/topics.yaml. Runs without the `source` condition, so that #libs/* are the compiled ones.
import { join } from 'node:path';
import { declareTopics } from '#libs/messaging/topics';
import { topicsConfig } from './config.ts';

await declareTopics({ ...topicsConfig(), file: join(import.meta.dirname, '..', 'kafka', 'topics.yaml') });
