import type { Page } from 'playwright-core';

/** Everything that the browser complains about on a page, as it comes: errors on the console, thrown ones, requests to any other host, and whatever the policy refuses. */
export function watched(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  // Where what it refuses is caught, nothing is said on the console.
  void page.addInitScript(`addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => console.error('the policy refuses ' + violatedDirective + ' ' + blockedURI + ' of ' + sourceFile))`);
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
