import { texts } from './texts.ts';

/** Customers that are kept from partners. */
export const reservedTexts = texts(
  {
    title: 'Named accounts',
    lead: 'Customers that no partner is given. The CRM says which they are, and takes them off the list.',
    search: 'Customer',
    why: 'Why it is reserved',
    either: 'Either',
    named: 'named account',
    direct_pipeline: 'direct sales work on it',
    count: '{count} customers',
    countOne: '1 customer',
    told: 'as of {time}',
    none: 'The CRM has reserved no customer.',
    noneMatch: 'No reserved customer is like that.',
    more: 'Show more',
  },
  {
    title: 'Reservierte Kunden',
    lead: 'Kunden, die kein Partner bekommt. Das CRM sagt, welche es sind, und nimmt sie wieder von der Liste.',
    search: 'Kunde',
    why: 'Warum reserviert',
    either: 'Beides',
    named: 'reserviert',
    direct_pipeline: 'Direktvertrieb arbeitet daran',
    count: '{count} Kunden',
    countOne: '1 Kunde',
    told: 'Stand {time}',
    none: 'Das CRM hat keinen Kunden reserviert.',
    noneMatch: 'So ist kein reservierter Kunde.',
    more: 'Mehr zeigen',
  },
);
