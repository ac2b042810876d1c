import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page or file of the portal, for people and their browsers. */
    page?: boolean;
  }
}

/** PORTAL_DIR holds no portal. */
export class PortalMissing extends Error {
  constructor(folder: string) {
    super(`PORTAL_DIR is ${folder}, where no built portal is. Run npm run build and start from the repository's root, or point it at the built portal.`);
  }
}

/** What the portal's build leaves beside its files: the addresses that index.html answers, and what else each of these pages needs. */
const pageList = z.array(z.object({ path: z.string().regex(/^\/[\w./:-]*$/), parts: z.array(z.string().regex(/^assets\/[\w.-]+\.(?:js|css)$/)) }));
const keptForGood = /[/\\]assets[/\\][^/\\]+-[\w-]{8}\.(?:js|css|woff2|svg|png)(?:\.br|\.gz)?$/;

/** The built portal, as the gateway and the portal's own container serve it. */
export class PortalFolder {
  private readonly folder: string;
  private readonly pages: z.infer<typeof pageList>;

  /** `served` leaves out pages that somebody else answers. */
  constructor(directory: string, served: (path: string) => boolean = () => true) {
    this.folder = resolve(directory);
    const list = resolve(this.folder, 'pages.json');
    if (!existsSync(resolve(this.folder, 'index.html')) || !existsSync(list)) throw new PortalMissing(this.folder);
    this.pages = pageList.parse(JSON.parse(readFileSync(list, 'utf8'))).filter(({ path }) => served(path));
  }

  /** Answers people who have mistyped an address with the portal, which says so. The status stays 404; programs get a problem, as everywhere. */
  answerUnknown(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      if (!isUnknownPage(request)) return done();
      readFile(resolve(this.folder, 'index.html'), 'utf8').then((html) => reply.code(404).headers({ 'cache-control': 'no-store', 'vary': 'accept' }).type('text/html; charset=utf-8').send(html), done);
    });
  }

  /** Registers the files and the pages. */
  async install(scope: FastifyInstance): Promise<void> {
    await scope.register(fastifyStatic, {
      root: this.folder, wildcard: false, index: false, cacheControl: false, setHeaders: cacheHeaders, preCompressed: true,
      globIgnore: ['**/*.br', '**/*.gz', 'pages.json', 'index.html'],
    });
    // Pages are told apart in the browser; each answers here too, so that links, reloads and the old site's address work.
    for (const { path, parts } of this.pages) {
      const link = parts.map(linkTo).join(', ');
      scope.route({ method: ['GET', 'HEAD'], url: path, handler: (_request, reply) => (link === '' ? reply : reply.header('link', link)).sendFile('index.html') });
    }
  }
}

/** A browser asks for a page that there is none of. What is below `/api` is for programs, and a script or style that has gone must not come as a page. */
export function isUnknownPage({ is404, method, url, headers }: FastifyRequest): boolean {
  return is404 && (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(headers.accept ?? '') && !/^\/(?:api|assets)(?:[/?]|$)/i.test(url);
}

/** Said with the page, its parts are asked for at once, not only when the first script has run. */
function linkTo(part: string): string {
  return `</${part}>; rel=${part.endsWith('.css') ? 'preload; as=style; crossorigin' : 'modulepreload'}`;
}

/** What is registered in this scope from now on is for people: it goes out under the pages' policy. */
export function markAsPages(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, page: true };
  });
}

/** Files whose name changes with their content are kept for good; all others are asked for again, which costs a 304. */
export function cacheHeaders(reply: FastifyReply, path: string): void {
  void reply.header('cache-control', keptForGood.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}
