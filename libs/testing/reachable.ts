/** Every state that can be come to from one, itself included, over any number of moves. */
export function reachableFrom<State>(from: State, nextTo: (state: State) => readonly State[]): Set<State> {
  const seen = new Set([from]);
  // A set goes on over what is added to it meanwhile.
  for (const state of seen) for (const next of nextTo(state)) seen.add(next);
  return seen;
}
