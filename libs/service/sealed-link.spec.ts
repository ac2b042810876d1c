import { describe, expect, jest, test } from '@jest/globals';
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

  test('shares its key with the links of the same minute and of the same process, and its vector with none', async () => {
    const keys = await generateSealKeys();
    const sealed = async (sealer: LinkSealer) => Promise.all(Array.from({ length: 500 }, () => sealer.seal(link)));
    const all = [...(await sealed(new LinkSealer(keys.publicJwk))), ...(await sealed(new LinkSealer(keys.publicJwk)))];
    const distinct = (...parts: number[]) => new Set(all.map((each) => parts.map((part) => each.split('.')[part]).join())).size;
    expect([distinct(0), distinct(1), distinct(1, 2), distinct(3)]).toEqual([2, 2, 1_000, 1_000]);
    const [first = '', second = ''] = all;
    const mixed = [...first.split('.').slice(0, 3), ...second.split('.').slice(3)].join('.');
    await expect(openSealedLink(keys.privateJwk, mixed)).rejects.toThrow(SealedLinkUnreadable);
  });

  test('is sealed under another key a minute later', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const sealer = new LinkSealer(publicJwk);
    const first = await sealer.seal(link);
    const later = performance.now() + 61_000;
    jest.spyOn(performance, 'now').mockReturnValue(later);
    const second = await sealer.seal(link);
    jest.restoreAllMocks();
    expect(second.split('.')[1]).not.toBe(first.split('.')[1]);
    expect(await openSealedLink(privateJwk, second)).toBe(link);
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
