import { describe, expect, jest, test } from '@jest/globals';
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
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
    const now = jest.spyOn(performance, 'now').mockReturnValue(later);
    const second = await sealer.seal(link).finally(() => now.mockRestore());
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

  test('is what jose seals and opens too', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const [forSealing, forOpening] = [await importJWK(publicJwk, 'ECDH-ES+A256KW'), await importJWK(privateJwk, 'ECDH-ES+A256KW')];
    const { plaintext } = await compactDecrypt(await new LinkSealer(publicJwk).seal(link), forOpening);
    expect(new TextDecoder().decode(plaintext)).toBe(link);
    const theirs = (more: object = {}) => new CompactEncrypt(new TextEncoder().encode(link)).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', ...more }).encrypt(forSealing);
    expect(await openSealedLink(privateJwk, await theirs())).toBe(link);
    // Sealed by other rules than ours: not of ours.
    for (const more of [{ enc: 'A128GCM' }, { zip: 'DEF' }, { apu: 'QWxpY2U' }]) {
      const sealed = await theirs(more);
      await expect(openSealedLink(privateJwk, sealed)).rejects.toThrow(SealedLinkUnreadable);
    }
  });

  test('opens with each of many keys, the forgotten ones too', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const all = await Promise.all(Array.from({ length: 150 }, (_each, index) => new LinkSealer(publicJwk).seal(`${link}-${index}`)));
    for (const sealed of [...all, ...all]) expect(await openSealedLink(privateJwk, sealed)).toBe(`${link}-${all.indexOf(sealed)}`);
  });

  test('does not open with a part cut off, changed or of another link', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const sealer = new LinkSealer(publicJwk);
    const [sealed, other] = [await sealer.seal(link), await sealer.seal(`${link}-2`)];
    expect(await openSealedLink(privateJwk, sealed)).toBe(link);
    const parts = sealed.split('.');
    const bent = (place: number, part: string) => parts.map((each, index) => (index === place ? part : each)).join('.');
    const changed = (part: string) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
    const wrong = parts.flatMap((part, place) => [bent(place, ''), bent(place, part.slice(0, 8)), bent(place, changed(part))]);
    // A tag of four bytes, which node:crypto takes unless it is told how long one is.
    wrong.push(bent(4, Buffer.from(parts[4] ?? '', 'base64url').subarray(0, 4).toString('base64url')), bent(3, other.split('.')[3] ?? ''), `${sealed}.`, parts.slice(0, 4).join('.'));
    for (const each of wrong) await expect(openSealedLink(privateJwk, each)).rejects.toThrow(SealedLinkUnreadable);
  });

  test('a private key where the public one belongs is refused: whoever issues links must not be able to open them', async () => {
    const { privateJwk, publicJwk } = await generateSealKeys();
    expect(sealPublicKey().safeParse(JSON.stringify(privateJwk)).success).toBe(false);
    expect(sealPrivateKey().safeParse(JSON.stringify(publicJwk)).success).toBe(false);
    expect(sealPublicKey().safeParse('{').success).toBe(false);
  });
});
