import { createHash, randomBytes } from 'node:crypto';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, type Sampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import type { BaseConfig } from './config.base.ts';

type Wishes = Pick<BaseConfig, 'OTEL_TRACES_SAMPLER' | 'OTEL_TRACES_SAMPLER_ARG'>;

/** Which traces are recorded, by OpenTelemetry's variables. Where visitors arrive, nothing that they send decides it: neither the flag nor the id. */
export function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: share }: Wishes, outermost: boolean): Sampler {
  const own = ofOwn(name.replace('parentbased_', ''), share);
  const root = outermost ? unforeseeable(own) : own;
  if (!name.startsWith('parentbased_')) return root;
  return new ParentBasedSampler(outermost ? { root, remoteParentSampled: root, remoteParentNotSampled: root } : { root });
}

function ofOwn(name: string, share: number): Sampler {
  if (name === 'always_on') return new AlwaysOnSampler();
  return name === 'always_off' ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(share);
}

/** A visitor who chooses the id of a trace could choose one that every share contains. Under this process' secret all ids are alike, and an action's requests share one answer. */
function unforeseeable(inner: Sampler): Sampler {
  const secret = randomBytes(16);
  return {
    shouldSample: (_parent, traceId, ...rest) => inner.shouldSample(ROOT_CONTEXT, createHash('sha256').update(secret).update(traceId).digest('hex').slice(0, 32), ...rest),
    toString: () => `Unforeseeable{${inner.toString()}}`,
  };
}
