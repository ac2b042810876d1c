import { texts } from './texts.ts';

/** The first page of a partner's people. */
export const homeTexts = texts(
  {
    title: 'Home',
  },
  {
    title: 'Start',
  },
);
