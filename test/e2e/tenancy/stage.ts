import { randomUUID } from 'node:crypto';
import type { ServiceDefinition } from '#libs/service/service';
import { generateSealKeys } from '#libs/service/sealed-link';
import { startService, type StartedService } from '#libs/testing/start-service';
import { withoutGuard, type Company } from './without-guard.ts';

export type Ids = Readonly<Record<string, string>>;

/** One service with rows of two companies, Alfa and Bravo. */
export interface Stage {
  readonly definition: ServiceDefinition;
  readonly service: StartedService;
  readonly alfa: Company;
  readonly bravo: Company;
  /** Rows that a path can name, by what stands before the parameter. */
  readonly alfaIds: Ids;
  readonly bravoIds: Ids;
  /** Tables in which a company's owner finds rows of the own company. */
  readonly ownersSee: readonly string[];
  /** Whatever fits this belongs to Bravo. */
  readonly bravos: RegExp;
}

/** Starts a service without its guard; nothing is relayed, so that only requests change rows. */
export async function startOpen(definition: ServiceDefinition, env: Record<string, string> = {}): Promise<StartedService> {
  return startService(definition, { overrides: [withoutGuard], env: { OUTBOX_RELAY: 'false', ...env } });
}

export function newCompany(): Company {
  return { partnerId: randomUUID(), ownerId: randomUUID(), sellerId: randomUUID(), applicationId: randomUUID() };
}

/** Texts of a company all carry its name; ids are added by the caller. */
export function belongsTo(name: string, company: Company, ...ids: readonly string[]): RegExp {
  return new RegExp([name, ...Object.values(company), ...ids].join('|'), 'i');
}

export async function sealPublicKey(): Promise<string> {
  return JSON.stringify((await generateSealKeys()).publicJwk);
}
export async function sealPrivateKey(): Promise<string> {
  return JSON.stringify((await generateSealKeys()).privateJwk);
}
