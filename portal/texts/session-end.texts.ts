import { texts } from './texts.ts';

/** The session has ended while somebody was at work. */
export const sessionEndTexts = texts(
  {
    over: 'Your session has ended. What you have typed is still here.',
    again: 'Sign in again',
    title: 'Sign in again',
    lead: 'Your session has ended. What you have typed is still here, and is sent as soon as you have signed in.',
    signIn: 'Sign in and go on',
    notNow: 'Not now',
    somebodyElse: 'Somebody else?',
    otherAccount: 'Sign in with another account',
    lost: 'What is typed on this page is dropped then.',
  },
  {
    over: 'Ihre Sitzung ist zu Ende. Was Sie getippt haben, ist noch da.',
    again: 'Wieder anmelden',
    title: 'Wieder anmelden',
    lead: 'Ihre Sitzung ist zu Ende. Was Sie getippt haben, ist noch da und wird gesendet, sobald Sie angemeldet sind.',
    signIn: 'Anmelden und weiter',
    notNow: 'Jetzt nicht',
    somebodyElse: 'Jemand anderes?',
    otherAccount: 'Mit einem anderen Konto anmelden',
    lost: 'Was auf dieser Seite getippt wurde, fällt dann weg.',
  },
);
