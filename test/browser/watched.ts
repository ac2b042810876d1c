import type { Page } from 'playwright-core';

/** Everything that the browser complains about on a page, as it comes: errors on the console, thrown ones, and requests to any other host. */
export function watched(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The browser logs every refused request; these the pages expect and explain.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) complaints.push(`asked elsewhere: ${request.url()}`);
  });
  return complaints;
}
