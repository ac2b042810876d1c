import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startService } from '#libs/testing/start-service';
import { freePorts } from '../../deploy/local/preflight.ts';
import { gateway } from '../../services/gateway/service.ts';
import type { Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { openBrowser } from './browser.ts';
import { startStubServices, tellEverything } from './stub-services.ts';
import { upstreamsAt } from '../../services/gateway/testing/upstreams-at.ts';
import { watched } from './watched.ts';

/** What `npm run build` has made of the sources. */
export const portal = join(import.meta.dirname, '../../dist/portal');

export interface Visit {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly signedIn?: boolean;
  /** Of the browser, as people set it. */
  readonly locale?: string;
}

export interface Visited {
  readonly page: Page;
  /** Everything that the browser complains about. */
  readonly complaints: string[];
}

/** Opens a page, in a browser profile that has loaded the scripts of those before. */
export type Visitor = (path: string) => Promise<Visited>;

/** The gateway with its pages before services that say what they are told, and a browser. */
export interface Site {
  readonly origin: string;
  readonly stub: Stub;
  /** Before a test, and so before its second try: no page is open, nothing has arrived, and everything is told as at the beginning. */
  beginAnew(): Promise<void>;
  /** A page that fails the test for everything that the browser complains about. */
  visit(path: string, how?: Visit): Promise<Visited>;
  /** Somebody who goes from page to page. */
  visitor(how?: Visit): Promise<Visitor>;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const stub = await startStubServices();
  const [port = 0] = await freePorts(1);
  const origin = `http://localhost:${port}`;
  const service = await startService(gateway, { env: { ...upstreamsAt(stub.url), PORT: String(port), PUBLIC_URL: origin, PORTAL_DIR: portal } });
  const browser = await openBrowser();

  async function visitor({ width = 1440, scheme = 'light', signedIn = false, locale = 'en-GB' }: Visit = {}): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width, height: width < 800 ? 740 : 900 }, colorScheme: scheme, locale });
    // As the page does it, without its form: most visits are about another page.
    if (signedIn) await context.request.post(`${origin}/api/partners/login`, { data: { email: 'amara@northwind.example', password: 'the right one' } });
    return async (path) => {
      const page = await context.newPage();
      const complaints = watched(page, origin);
      await page.goto(origin + path);
      return { page, complaints };
    };
  }

  return {
    origin,
    stub,
    beginAnew: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      stub.forget();
      tellEverything(stub);
    },
    visit: async (path, how) => (await visitor(how))(path),
    visitor,
    close: async () => {
      await browser.close();
      await service.stop();
      await stub.stop();
    },
  };
}

/**
 * The site of one spec: open before its tests, closed behind them, and before each of them, or its second try, as at the beginning. `tell` says what its services answer
 * besides; whoever visits is signed in unless `usual` or the visit says otherwise.
 */
export function siteForTests(tell: (stub: Stub) => void = () => undefined, usual: Visit = { signedIn: true }) {
  let opened: Site | undefined;
  let before = 0;
  beforeAll(async () => {
    opened = await openSite();
  }, 90_000);
  beforeEach(async () => {
    await opened?.beginAnew();
    if (opened !== undefined) tell(opened.stub);
  });
  afterAll(() => opened?.close());
  function site(): Site {
    if (opened === undefined) throw new Error('The site is not open yet: ask for it in a test.');
    return opened;
  }
  const sent = (path: string) => site().stub.arrived.slice(before).filter(({ method, url }) => method === 'POST' && url === path);
  return {
    get origin() {
      return site().origin;
    },
    get stub() {
      return site().stub;
    },
    visit: async (path: string, how: Visit = {}, otherwise = tell) => {
      before = site().stub.arrived.length;
      otherwise(site().stub);
      return site().visit(path, { ...usual, ...how });
    },
    /** What was posted there since the last visit. */
    sent,
    bodies: (path: string): unknown[] => sent(path).map(({ body }) => JSON.parse(body.toString())),
  };
}
