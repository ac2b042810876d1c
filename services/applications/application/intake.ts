import { Injectable } from '@nestjs/common';
import type { ApplyBody } from '#libs/contracts/http/applications';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { Catalogue } from '../catalogue/catalogue.service.ts';
import { Programme } from '../programme/programme.service.ts';
import { measure, qualifiedFor } from '../programme/requirement.evaluation.ts';
import { keysOf, type Draft } from './application.draft.ts';
import { validationFailed } from './application.errors.ts';
import { applyErrors } from './apply.checks.ts';
import { ReviewClock } from './review-clock.ts';
import { StatusLinks } from './status-links.ts';

const hourMs = 3_600_000;

/** Checks an application against catalogue and programme, and works out all that is stored with it, before a transaction is opened. */
@Injectable()
export class Intake {
  constructor(
    private readonly programme: Programme,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly links: StatusLinks,
  ) {}

  /** Throws `http/validation-failed` with a pointer per field. */
  async prepare(body: ApplyBody, statement?: string): Promise<Draft> {
    const [programme, codes] = await Promise.all([this.programme.now(), this.catalogue.codes()]);
    const errors = applyErrors(body, codes, programme);
    if (errors.length > 0) throw validationFailed(errors);

    const id = this.ids.uuid();
    const link = await this.links.both(id);
    const submittedAt = this.clock.now();
    const clock = ReviewClock.start(submittedAt, programme.settings.review_promise_hours * hourMs);
    const { company, experience, goals } = body;
    const { sheet } = programme;
    const results = measure(sheet.tiers, { ...experience, annualRevenue: company.annualRevenue, annualCommitment: goals.annualCommitment });
    const tierQualifiedFor = qualifiedFor(sheet.tiers, results);
    return {
      id,
      reference: this.ids.reference('APP'),
      body,
      statement,
      sheet,
      results,
      tierQualifiedFor,
      tierNames: { askedFor: programme.nameOf(goals.tier), qualifiedFor: tierQualifiedFor === null ? undefined : programme.nameOf(tierQualifiedFor) },
      keys: keysOf(body),
      clock,
      submittedAt,
      decisionDueAt: clock.dueAt ?? submittedAt,
      statusUrl: link.url,
      statusLink: link.sealed,
    };
  }

  /** The same application where its reference turned out to be taken. */
  underAnotherReference(draft: Draft): Draft {
    return { ...draft, reference: this.ids.reference('APP') };
  }
}
