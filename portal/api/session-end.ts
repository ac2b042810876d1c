import { useSyncExternalStore } from 'react';
import { rememberedPerson, rememberPerson } from './person.ts';

/** Of the person whose pages these are: it goes on; it is over; it is over and something waits for them to sign in again. */
type State = 'going' | 'over' | 'asking';

let owner: string | undefined;
let state: State = 'going';
let waiting: ((isBack: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The frame of who is signed in says whose pages it shows, for as long as it stands. Only there somebody can be asked to sign in again. */
export function attend(person: string): () => void {
  owner = person;
  return () => {
    owner = undefined;
    answer(false, 'going');
  };
}

/** Whose page this is, or who has signed in last where that is not known yet. */
export const pagePerson = (): string | undefined => owner ?? rememberedPerson();

/** Whether another tab has signed in somebody else, whose session must not send what the one here has typed. */
export function isSomebodyElses(): boolean {
  const person = rememberedPerson();
  return owner !== undefined && person !== undefined && person !== owner;
}

/** Reading has found the session over: it is said, and nothing takes the keyboard from whoever is typing. */
export function noteSessionEnd(): void {
  if (owner === undefined || state !== 'going') return;
  rememberPerson(undefined);
  become('over');
}

/** What somebody has sent waits for them to sign in again; to no avail if they would rather not, or if nobody is there to ask. */
export async function signInAgain(): Promise<boolean> {
  if (owner === undefined) return false;
  noteSessionEnd();
  become('asking');
  return new Promise((resolve) => waiting.push(resolve));
}

export const settleSessionEnd = (isBack: boolean): void => answer(isBack, isBack ? 'going' : 'over');

function answer(isBack: boolean, next: State): void {
  become(next);
  const waited = waiting;
  waiting = [];
  for (const resolve of waited) resolve(isBack);
}

/** For what works by itself and has to rest until the session goes on. */
export async function sessionBack(): Promise<void> {
  return new Promise((resolve) => {
    const stop = listen(look);
    function look(): void {
      if (state !== 'going') return;
      stop();
      resolve();
    }
    look();
  });
}

export const useSessionEnd = (): State => useSyncExternalStore(listen, () => state);
