import type { Page } from 'playwright-core';
import { bringIn, signIn, type World } from '../../tools/demo/people.ts';
import { OutsideClient } from '../../tools/demo/client.ts';
import { reportIn, type Reported } from '../../tools/demo/crm.ts';
import { Inbox } from '../../tools/demo/inbox.ts';
import { Report } from '../../tools/demo/report.ts';
import { freshStack } from '../support/running.ts';
import { openBrowser } from './browser.ts';
import { watched } from './watched.ts';

/** Somebody in front of a browser of their own. */
export interface Visitor {
  readonly page: Page;
  /** What the browser complains about, and every answer that is a refusal: of those a journey has none. */
  readonly complaints: string[];
}

/** Somebody who has an account. */
export interface Colleague {
  readonly email: string;
  readonly password: string;
}

/** Every service as a process on a real database and broker, a real inbox, and a browser. */
export interface RealSite {
  readonly inbox: Inbox;
  newVisitor(width: number): Promise<Visitor>;
  /** One of the vendor's people, invited by the admin. */
  colleague(name: string, role: string): Promise<Colleague>;
  /** As the CRM reports, on its topic. */
  crmReports(events: readonly Reported[]): Promise<void>;
  close(): Promise<void>;
}

export async function openRealSite(name: string): Promise<RealSite> {
  const running = await freshStack(name);
  const browser = await openBrowser();
  const world: World = { url: running.url, inbox: new Inbox(running.mailUrl), report: new Report(() => undefined) };
  const admin = new OutsideClient(running.url);
  await signIn(world, admin, running.adminEmail, running.adminPassword, 'The admin');
  return {
    inbox: world.inbox,
    newVisitor: async (width) => {
      const context = await browser.newContext({ viewport: { width, height: width < 800 ? 740 : 900 }, locale: 'en-GB', baseURL: running.url });
      const page = await context.newPage();
      const complaints = watched(page, running.url);
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
      });
      return { page, complaints };
    },
    colleague: async (fullName, role) => {
      const email = `${fullName.toLowerCase().replace(' ', '.')}@enterprise-scanner.example`;
      const { password } = await bringIn(world, admin, fullName, { email, name: fullName, roles: [role] });
      return { email, password };
    },
    crmReports: async (events) => void (await reportIn(running.stack.services['leads']?.env ?? {}, events)),
    close: async () => {
      await browser.close();
      await running.stack.stop();
    },
  };
}
