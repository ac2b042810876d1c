import type { People, Person, Sought } from '../recipient/people.ts';
import type { Addressee } from './addressee.ts';

/** Who hears of something, said before anybody is looked up: what the events of a transaction tell is looked up together. */
export interface Audience {
  /** Whom one must know of to say who it is; nobody where that is known. */
  readonly seeks: readonly Sought[];
  readonly among: (people: People) => readonly Addressee[];
}

/** Whoever is known by the event already. */
export function only(addressee: Addressee): Audience {
  return { seeks: [], among: () => [addressee] };
}

/** Those whom one person decides on, or others where there is no such person any more. */
export function personOr(userId: string | null, others: Audience, whom: (person: Person, people: People) => readonly Addressee[]): Audience {
  return {
    seeks: [...others.seeks, { userId }],
    among: (people) => {
      const person = people.person(userId);
      return person ? whom(person, people) : others.among(people);
    },
  };
}
