import type { Locale } from '#libs/contracts/primitives';

/** Written into tags by juice, of this layout, bodies and partials each by itself. Every text has a contrast of at least 4.5 : 1. */
export const css = `
body { margin: 0; padding: 0; background-color: #f3f5f8; color: #1c2733; font-family: Arial, Helvetica, sans-serif; font-size: 16px; line-height: 1.5; }
.page { max-width: 600px; margin: 0 auto; padding: 24px 16px; }
.brand { margin: 0 0 16px; color: #33475b; font-size: 14px; font-weight: bold; }
.card { background-color: #ffffff; border: 1px solid #d5dce4; border-radius: 8px; padding: 24px; overflow-wrap: anywhere; }
h1 { margin: 0 0 16px; font-size: 22px; line-height: 1.3; }
p { margin: 0 0 16px; }
blockquote { margin: 0 0 16px; padding: 8px 16px; border-left: 4px solid #0b5cad; background-color: #f3f5f8; }
.button { display: inline-block; padding: 12px 20px; border-radius: 6px; background-color: #0b5cad; color: #ffffff; font-weight: bold; text-decoration: none; }
.address { font-size: 14px; color: #46586a; }
.address a { color: #0b5cad; }
.foot { margin: 16px 0 0; font-size: 13px; color: #46586a; }
`;

/** One layout for every mail; `dir="auto"` lets names and texts in right-to-left scripts stand as they should. */
export const layout = `<!DOCTYPE html>
<html lang="{{locale}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{{subject}}</title>
</head>
<body>
<div class="page">
<p class="brand">{{words.brand}}</p>
<main class="card" dir="auto">
{{{content}}}
</main>
<p class="foot">{{words.why}}</p>
</div>
</body>
</html>
`;

/** Parts that bodies include with `{{> name}}`. */
export const partials = {
  greeting: '<p>{{words.hello}}{{#if salutation}} {{salutation}}{{/if}},</p>',
  regards: '<p>{{words.regards}}<br>{{words.brand}}</p>',
  action: `<p class="action"><a class="button" href="{{link}}">{{label}}</a></p>
<p class="address">{{words.buttonHint}}<br><a href="{{link}}">{{link}}</a></p>`,
} as const;

export const words = {
  en: {
    brand: 'Enterprise Scanner Partner Programme',
    hello: 'Hello',
    regards: 'Kind regards',
    buttonHint: 'If the button does not work, copy this address into your browser:',
    why: 'You receive this mail because of your part in the partner programme of Enterprise Scanner.',
  },
  de: {
    brand: 'Enterprise Scanner Partnerprogramm',
    hello: 'Guten Tag',
    regards: 'Freundliche Grüße',
    buttonHint: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
    why: 'Sie erhalten diese E-Mail wegen Ihrer Beteiligung am Partnerprogramm von Enterprise Scanner.',
  },
} as const satisfies Record<Locale, Record<string, string>>;
