import { ConfigError } from '#libs/service/config';
import type { ServiceDefinition } from '#libs/service/service';
import { services } from '../structure/all-services.ts';

/** The variables without which a service does not start, as its config.ts says. */
export function needed(service: ServiceDefinition): string[] {
  try {
    void new service.config({});
  } catch (error) {
    if (error instanceof ConfigError) return error.variables.map(({ name }) => name);
    throw error;
  }
  return [];
}

/** Every variable that it reads. */
export function known(service: ServiceDefinition): string[] {
  const shape: unknown = Reflect.get(service.config, 'shape');
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}

/** Services that it calls: those whose address it needs, and identity, whose keys it asks for. */
export function called(service: ServiceDefinition): string[] {
  const variables = needed(service);
  const addressed = services.map(({ name }) => name).filter((name) => variables.includes(`${name.toUpperCase()}_URL`) || (name === 'identity' && variables.includes('JWKS_URL')));
  return addressed.toSorted();
}
