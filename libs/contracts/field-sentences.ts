/**
 * Every sentence with which a service refuses a field of a body beyond what its schema says. They are English and for programs; the
 * portal has each of them in the reader's words, or it does not compile. `{name}` is filled in.
 */
export const fieldSentences = [
  'is not a known field',
  'is named twice',

  // Texts, which contracts check and say so themselves.
  'contains a lone surrogate',
  'contains control characters',
  'contains control characters or line breaks',
  'contains bidirectional control characters',
  'contains NUL',

  // Companies and people.
  'must have a domain of its own, such as "https://example.com"; no IP address and no bare suffix such as "co.uk"',
  'must be at a domain that can receive mail',
  'is not a telephone number that exists in its country',
  'is not a country of ISO 3166-1',
  'is neither a country of ISO 3166-1 nor a subdivision of ISO 3166-2',
  'is not a NAICS 2022 code',
  'is not a certification of the catalogue',
  'is not a capability of the catalogue',
  'is not a client type of the catalogue',
  'must be an active person with the role partner_manager',
  'already has an account or cannot be given one',
  'is a role of partners; name the company as partnerId',
  "is a role of the vendor's people",
  'is no company of the programme',
  'only people invite people',
  'must be your own company, or absent',
  'says nothing to change',
  'is not the current password',
  'must have at least 12 characters',
  'must have at most 256 characters',
  'is among the passwords that are tried first, or built like them',
  'contains the name, the address or the company',
  'names a kind twice',

  // Money.
  'must be above zero',
  'must not be negative',
  'The amount must be a decimal such as "1250.00", without signs of grouping.',
  'The amount is too large.',
  'The currency must be a code of ISO 4217 such as USD.',
  '{currency} has no decimals.',
  '{currency} has at most {count} decimals.',
  'is more than a deal can be worth',
  'is larger than any invoice can be',
  'only what a refund took from commission can be taken back',
  'must be {currency}, as the invoice is',
  'is more than the {amount} that are left of the invoice',
  'is more than is left of the invoice: more of it went back meanwhile',

  // Days.
  'is in the past',
  'is in the future',
  'is more than ten years ahead',
  'is more than ten years ago',
  'must not be in the future',
  'must not be more than ten years ago',

  // Deals.
  'is not a product family of the catalogue',
  'belongs to annual contracts',
  'is needed, since the deal was registered in {registered} and the win is in {won}',

  // What is published.
  'must not be in the past: what is published never changes it',
  'must not be before {day}: what is published never changes the past',
  'must be within ten years',
  'is not a tier of the programme',
  'must be a tier of the programme',
  'must be a tier of the programme by then',
  'must be later: by the clocks of that zone it has begun',
  'must say what these tiers earn: {tiers}',
  'goes with the growth, and the growth with it',
  'names a reason twice',
  'names a day twice',
  'must be a time zone such as "Europe/Berlin"',
  'a protection would be taken away after {revoked} days without activity, and the reminder come after {reminded}',
  'must end in {endings}, as its type says',
  'must be base64 with padding and without line breaks',
  'must be at most {bytes} bytes',
  'is not the {type} that it is said to be',
] as const;

export type FieldSentence = (typeof fieldSentences)[number];

type Filled<Text extends string> = Text extends `${infer Before}{${string}}${infer After}` ? `${Before}${string}${Filled<After>}` : Text;

/** One of them as it is sent. */
export type SaidOfField = Filled<FieldSentence>;
