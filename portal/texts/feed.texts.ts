import { texts } from './texts.ts';

/** What happens by itself and is told to who is signed in. */
export const feedTexts = texts(
  {
    news: 'What is new',
    newsUnread: 'What is new: {unread} unread',
    nothing: 'Nothing yet. What is new appears here by itself.',
    readAll: 'Mark all as read',
    unread: 'new',
    connecting: 'connecting',
    live: 'live',
    reconnecting: 'reconnecting',
  },
  {
    news: 'Neues',
    newsUnread: 'Neues: {unread} ungelesen',
    nothing: 'Noch nichts. Was neu ist, erscheint hier von selbst.',
    readAll: 'Alle als gelesen markieren',
    unread: 'neu',
    connecting: 'verbindet',
    live: 'live',
    reconnecting: 'verbindet neu',
  },
);
