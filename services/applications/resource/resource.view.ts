import type { PublishedResource, ResourceAnswer } from '#libs/contracts/http/resources';
import type { Locale } from '#libs/contracts/primitives';
import type { ProgrammeSnapshot } from '../programme/programme.snapshot.ts';
import type { Resource } from './resource.entity.ts';

/** What needs a tier that the programme has no longer is open to no partner. */
export function rankOf({ tiers }: ProgrammeSnapshot, code: string | null): number {
  return code === null ? 0 : (tiers.find(({ tier }) => tier.code === code)?.tier.rank ?? 99);
}

export function tierOf({ tiers }: ProgrammeSnapshot, code: string, locale: Locale): { code: string; name: string } {
  return { code, name: tiers.find(({ tier }) => tier.code === code)?.tier.name[locale] ?? code };
}

export function pageOf(resource: Resource, rules: ProgrammeSnapshot, locale: Locale): ResourceAnswer {
  const { id, kind, title, summary, contents, tier, length, fileName: name, fileType: type, fileSize: size, uploadedAt } = resource;
  return {
    id,
    kind,
    title: title[locale],
    summary: summary[locale],
    contents: contents.map((each) => each[locale]),
    tier: tier === null ? null : tierOf(rules, tier, locale),
    length,
    file: { name, type, size },
    uploadedAt: uploadedAt.toISOString(),
  };
}

/** For the vendor's people. What was there from the beginning was published by nobody. */
export function publishedView(resource: Resource, rules: ProgrammeSnapshot, locale: Locale): PublishedResource {
  const { validFrom, uploadedAt, publishedBy, reason, removedAt, removedBy, removalReason } = resource;
  return {
    ...pageOf(resource, rules, locale),
    effectiveFrom: validFrom.toISOString(),
    publishedAt: publishedBy === null ? null : uploadedAt.toISOString(),
    publishedBy,
    reason,
    removal: removedAt === null || removedBy === null || removalReason === null ? null : { at: removedAt.toISOString(), by: removedBy, reason: removalReason },
  };
}
