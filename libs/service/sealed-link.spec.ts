import { describe, expect, test } from '@jest/globals';
import { sealedLink } from '#libs/contracts/primitives';
import { generateSealKeys, LinkSealer, openSealedLink, sealPrivateKey, sealPublicKey, SealedLinkUnreadable } from './sealed-link.ts';

const link = 'https://partners.example/activate#token=4711';

describe('a sealed link', () => {
  test('opens with the private key alone, and looks like what contracts expect', async () => {
    const keys = await generateSealKeys();
    const sealer = new LinkSealer(sealPublicKey().parse(JSON.stringify(keys.publicJwk)));
    const [one, two] = [await sealer.seal(link), await sealer.seal(link)];
    expect(one).not.toBe(two);
    expect(sealedLink.parse(one)).toBe(one);
    expect(await openSealedLink(sealPrivateKey().parse(JSON.stringify(keys.privateJwk)), one)).toBe(link);
  });

  test('shares a key agreement with the links of the same minute, and no key or vector with any', async () => {
    const sealer = new LinkSealer((await generateSealKeys()).publicJwk);
    const all = await Promise.all(Array.from({ length: 500 }, () => sealer.seal(link)));
    const [headers, keys, vectors, texts] = [0, 1, 2, 3].map((part) => new Set(all.map((sealed) => sealed.split('.')[part])).size);
    expect([headers, keys, vectors, texts]).toEqual([1, 500, 500, 500]);
  });

  test('does not open with another key or when changed, and the error says nothing of it', async () => {
    const [ours, other] = [await generateSealKeys(), await generateSealKeys()];
    const sealed = await new LinkSealer(ours.publicJwk).seal(link);
    await expect(openSealedLink(other.privateJwk, sealed)).rejects.toThrow(SealedLinkUnreadable);
    await expect(openSealedLink(ours.privateJwk, `${sealed.slice(0, -2)}AA`)).rejects.toThrow(/cannot be opened/);
    await expect(openSealedLink(ours.privateJwk, 'nonsense')).rejects.toThrow(SealedLinkUnreadable);
  });

  test('a private key where the public one belongs is refused: whoever issues links must not be able to open them', async () => {
    const { privateJwk, publicJwk } = await generateSealKeys();
    expect(sealPublicKey().safeParse(JSON.stringify(privateJwk)).success).toBe(false);
    expect(sealPrivateKey().safeParse(JSON.stringify(publicJwk)).success).toBe(false);
    expect(sealPublicKey().safeParse('{').success).toBe(false);
  });
});
