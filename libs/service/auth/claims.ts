import { z } from 'zod';

/** Claims of an access token. Vendor users have no `partner`. Unknown claims are ignored. */
export const accessTokenClaims = z.object({
  sub: z.uuid(),
  roles: z.array(z.string()).max(20),
  partner: z.uuid().optional(),
  name: z.string().max(400).default(''),
  email: z.string().max(254).default(''),
  /** The session that the token was issued in; ends with sign-out. */
  sid: z.string().max(100).optional(),
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
});

export type AccessTokenClaims = z.output<typeof accessTokenClaims>;
