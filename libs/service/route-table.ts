import type { FastifyInstance } from 'fastify';

/** Which methods exist at an address, to tell "no such thing" (404) from "not this way" (405). */
export class RouteTable {
  private readonly patterns = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const entry = this.patterns.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
      for (const each of [method].flat()) entry.methods.add(each);
      this.patterns.set(url, entry);
    });
  }

  /** Upper-case methods, sorted; empty where no route has this path. */
  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const methods = [...this.patterns.values()].filter(({ pattern }) => pattern.test(path)).flatMap((entry) => [...entry.methods]);
    return [...new Set(methods)].toSorted();
  }
}

function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+')}/?$`);
}
