import { topics as contracts } from '#libs/contracts/events/all';

export const topics: readonly string[] = contracts.map(({ name }) => name);
