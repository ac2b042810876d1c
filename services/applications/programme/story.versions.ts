import type { EntityManager } from 'typeorm';
import { storyNotFound } from './story.checks.ts';
import { SuccessStory } from './success-story.entity.ts';

/** The versions of one story that were not cancelled, in order; there is at least one. */
export class StoryVersions {
  private constructor(
    private readonly all: readonly SuccessStory[],
    readonly last: SuccessStory,
  ) {}

  static async read(tx: EntityManager, storyId: string): Promise<StoryVersions> {
    const versions = (await tx.find(SuccessStory, { where: { storyId }, order: { version: 'ASC' } })).filter((row) => !row.isCancelled);
    const last = versions.at(-1);
    if (last === undefined) throw storyNotFound();
    return new StoryVersions(versions, last);
  }

  /** The one that the last one follows. */
  get before(): SuccessStory | undefined {
    return this.all.at(-2);
  }

  /** The one that is told until a moment. */
  toldUntil(moment: Date): SuccessStory | undefined {
    return this.all.find(({ validFrom, validTo }) => validFrom < moment && Number(moment) <= Number(validTo));
  }

  /** Those that begin at a moment or later. */
  from(moment: Date): readonly SuccessStory[] {
    return this.all.filter(({ validFrom }) => validFrom >= moment);
  }
}

/** No number is given twice: who has read a version that was cancelled means no other by it. */
export async function nextVersion(tx: EntityManager, storyId: string): Promise<number> {
  return 1 + ((await tx.maximum(SuccessStory, 'version', { storyId })) ?? 0);
}
