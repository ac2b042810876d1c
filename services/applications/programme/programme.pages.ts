import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { programmeAnswer, QualificationBody } from '#libs/contracts/http/programme';
import type { Locale } from '#libs/contracts/primitives';
import { validationFailed } from '../application/application.errors.ts';
import { moneyErrors } from '#libs/service/money.checks';
import { Programme } from './programme.service.ts';
import type { TierAsOf } from './programme.snapshot.ts';
import { explain, measure, type Evaluation } from './requirement.evaluation.ts';

type ProgrammeAnswer = z.output<typeof programmeAnswer>;

/** The programme as the public reads it. */
@Injectable()
export class ProgrammePages {
  constructor(private readonly rules: Programme) {}

  async programme(locale: Locale): Promise<ProgrammeAnswer> {
    const { tiers, stories, settings, at } = await this.rules.now();
    return {
      name: settings.name,
      asOf: at.toISOString(),
      tiers: tiers.map((tier) => tierPage(tier, settings.most_popular_tier, locale)),
      averageDeal: settings.average_deal,
      reviewPromiseHours: settings.review_promise_hours,
      reapplyAfterDays: settings.reapply_after_days,
      contactEmail: settings.contact_email,
      termsUrl: settings.terms_url,
      privacyUrl: settings.privacy_url,
      successStories: stories.map(({ company, headline, tier, dealValue, commission, growthPercent, growthMonths, dealsPerYear }) => ({
        company,
        headline: headline[locale],
        tier,
        dealValue,
        commission,
        growthPercent,
        growthMonths,
        dealsPerYear,
      })),
    };
  }

  async qualification(figures: QualificationBody, locale: Locale): Promise<Evaluation> {
    const errors = [...moneyErrors('/annualRevenue', figures.annualRevenue), ...moneyErrors('/annualCommitment', figures.annualCommitment)];
    if (errors.length > 0) throw validationFailed(errors);
    const { tiers } = (await this.rules.now()).sheet;
    return explain(tiers, figures, measure(tiers, figures), locale);
  }
}

function tierPage({ tier, percent, requirements, benefits }: TierAsOf, mostPopular: string | null, locale: Locale): ProgrammeAnswer['tiers'][number] {
  return {
    code: tier.code,
    name: tier.name[locale],
    rank: tier.rank,
    commissionPercent: (percent ?? '0.0').replace(/\.?0+$/, ''),
    mostPopular: tier.code === mostPopular,
    benefits: benefits.filter(({ listed }) => listed).map(({ code, text }) => ({ code, text: text[locale] })),
    requirements: requirements.map(({ code, text, required }) => ({ code, text: text[locale], required })),
  };
}
