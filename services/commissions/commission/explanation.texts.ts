import type { Locale } from '#libs/contracts/primitives';
import type { CommissionStatus } from './commission.transitions.ts';

/** What the sentences are made of; every value is a text already. */
export interface Parts {
  readonly account: string;
  readonly deal: string;
  readonly invoice: string;
  readonly refund: string;
  readonly instalment: string;
  readonly base: string;
  readonly percent: string;
  readonly tier: string;
  readonly plan: string;
  readonly version: string;
  readonly amount: string;
  readonly occurredOn: string;
  readonly closedOn: string;
  readonly payableOn: string;
}

interface Texts {
  readonly accrual: (parts: Parts) => string;
  readonly reversal: (parts: Parts) => string;
  readonly instalment: (number: number) => string;
  readonly status: Readonly<Record<CommissionStatus, (parts: Parts) => string>>;
  /** A reversal comes when it comes: of what is payable already it takes at once. */
  readonly takenFromPayable: string;
  readonly labels: Readonly<Record<'deal' | 'invoice' | 'refund' | 'base' | 'tier' | 'rule' | 'rate' | 'amount' | 'payableOn', string>>;
  readonly rule: (parts: Parts) => string;
  readonly statement: Readonly<Record<'accrual' | 'reversal', (parts: Parts) => string>>;
  readonly columns: Readonly<Record<'posted' | 'text' | 'deal' | 'account' | 'invoice' | 'refund' | 'base' | 'rate' | 'amount' | 'currency' | 'status' | 'payableOn' | 'opening' | 'closing', string>>;
}

/** Every word with which commission is explained, on pages, in statements and in files. */
export const texts: Readonly<Record<Locale, Texts>> = {
  en: {
    accrual: (it) =>
      `${it.account} paid ${it.base} on ${it.occurredOn} (invoice ${it.invoice}${it.instalment}). The deal ${it.deal} was closed on ${it.closedOn}; you were ${it.tier} then, and ${it.plan}, version ${it.version}, gives ${it.percent} of what is paid: ${it.amount}.`,
    reversal: (it) =>
      `${it.base} of invoice ${it.invoice} went back to ${it.account} on ${it.occurredOn} (refund ${it.refund}). ${it.percent} of it, as was credited for the deal ${it.deal}, is taken back: ${it.amount}. It is rounded on all that went back of the invoice so far, so a refund of the whole leaves exactly nothing.`,
    instalment: (number) => `, instalment ${number}`,
    status: {
      held: (it) => `It is held until ${it.payableOn}.`,
      payable: (it) => `It has been payable since ${it.payableOn}.`,
      cancelled: () => 'All of the invoice went back before the hold ended: nothing is left to be paid.',
    },
    takenFromPayable: 'It counts against what is payable.',
    labels: { deal: 'Deal', invoice: 'Invoice', refund: 'Refund', base: 'Net cash received', tier: 'Tier on the closing date', rule: 'Rule', rate: 'Rate', amount: 'Commission', payableOn: 'Payable on' },
    rule: (it) => `${it.plan}, version ${it.version}`,
    statement: {
      accrual: (it) => `Commission of ${it.percent} on ${it.base} paid by ${it.account} on ${it.occurredOn}${it.instalment}`,
      reversal: (it) => `Taken back: ${it.percent} of ${it.base} that went back to ${it.account} on ${it.occurredOn}`,
    },
    columns: { posted: 'Posted', text: 'What', deal: 'Deal', account: 'Account', invoice: 'Invoice', refund: 'Refund', base: 'Base', rate: 'Rate %', amount: 'Amount', currency: 'Currency', status: 'Status', payableOn: 'Payable on', opening: 'Opening balance', closing: 'Closing balance' },
  },
  de: {
    accrual: (it) =>
      `${it.account} hat am ${it.occurredOn} ${it.base} gezahlt (Rechnung ${it.invoice}${it.instalment}). Der Deal ${it.deal} wurde am ${it.closedOn} abgeschlossen; Sie waren damals ${it.tier}, und ${it.plan}, Fassung ${it.version}, gibt ${it.percent} von dem, was gezahlt wird: ${it.amount}.`,
    reversal: (it) =>
      `${it.base} der Rechnung ${it.invoice} gingen am ${it.occurredOn} an ${it.account} zurück (Erstattung ${it.refund}). Davon werden ${it.percent}, wie für den Deal ${it.deal} gutgeschrieben, zurückgenommen: ${it.amount}. Gerundet wird auf alles, was bisher von der Rechnung zurückging; eine volle Erstattung lässt also genau nichts übrig.`,
    instalment: (number) => `, Rate ${number}`,
    status: {
      held: (it) => `Der Betrag wird bis ${it.payableOn} zurückgehalten.`,
      payable: (it) => `Der Betrag ist seit ${it.payableOn} auszahlbar.`,
      cancelled: () => 'Die ganze Rechnung ging vor Ende der Frist zurück: es bleibt nichts auszuzahlen.',
    },
    takenFromPayable: 'Der Betrag mindert, was auszahlbar ist.',
    labels: { deal: 'Deal', invoice: 'Rechnung', refund: 'Erstattung', base: 'Zahlungseingang netto', tier: 'Stufe am Abschlusstag', rule: 'Regel', rate: 'Satz', amount: 'Provision', payableOn: 'Auszahlbar ab' },
    rule: (it) => `${it.plan}, Fassung ${it.version}`,
    statement: {
      accrual: (it) => `Provision von ${it.percent} auf ${it.base}, gezahlt von ${it.account} am ${it.occurredOn}${it.instalment}`,
      reversal: (it) => `Zurückgenommen: ${it.percent} von ${it.base}, die am ${it.occurredOn} an ${it.account} zurückgingen`,
    },
    columns: { posted: 'Gebucht', text: 'Was', deal: 'Deal', account: 'Kunde', invoice: 'Rechnung', refund: 'Erstattung', base: 'Grundlage', rate: 'Satz %', amount: 'Betrag', currency: 'Währung', status: 'Status', payableOn: 'Auszahlbar ab', opening: 'Anfangssaldo', closing: 'Endsaldo' },
  },
};
