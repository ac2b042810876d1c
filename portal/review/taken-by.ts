import { useTexts } from '../texts/language.ts';
import { reviewTexts } from '../texts/review.texts.ts';
import { useTeam } from '../workplace/team-names.ts';

/** Who has an application under review, as the one who reads it would say it. */
export function useTakenBy(me: string): (reviewerId: string) => string {
  const say = useTexts(reviewTexts);
  const { nameOf } = useTeam();
  return (reviewerId) => {
    const name = nameOf(reviewerId);
    return reviewerId === me ? say('yours') : name === undefined ? say('taken') : say('takenBy', { name });
  };
}
