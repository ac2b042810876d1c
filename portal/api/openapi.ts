// The API as docs/openapi.json describes it. Written by `npm run openapi` and not to be edited: `npm test` fails where it is stale.
export interface Schemas {
  Accepted: {
    accepted: true;
  };
  AccountName: {
    name: string;
    website: string | null;
    country: string;
  };
  AccountNames: {
    items: Schemas['AccountName'][];
  };
  Activation: {
    token: string;
    password: string;
  };
  ApplicationMoved: {
    id: string;
    reference: string;
    status: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn';
    version: number;
    partnerId: string | null;
    decisionDueAt: string | null;
  };
  ApplicationReceived: {
    id: string;
    reference: string;
    status: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn';
    submittedAt: string;
    decisionDueAt: string;
    statusUrl: string;
  };
  ApplicationStatus: {
    reference: string;
    company: string;
    status: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn';
    timeline: {
      at: string;
      status: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn';
      event: string;
      text: string;
    }[];
    clock: {
      state: 'running' | 'warned' | 'urgent' | 'overdue' | 'paused' | 'stopped';
      remainingMinutes: number | null;
    };
    submittedAt: string;
    decisionDueAt: string | null;
    question: {
      text: string;
      askedAt: string;
    } | null;
    mayReapplyFrom: string | null;
  };
  ApplicationView: {
    id: string;
    reference: string;
    version: number;
    status: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn';
    contested: boolean;
    statement: string | null;
    fields: {
      company: {
        legalName: string;
        website: string;
        country: string;
        registrationNumber?: string | undefined;
        annualRevenue: Schemas['Money'];
        employees: number;
      };
      contact: {
        firstName: string;
        lastName: string;
        email: string;
        phone?: string | undefined;
        jobTitle: string;
      };
      experience: {
        yearsInCybersecurity: number;
        certifiedProfessionals: number;
        certifications: string[];
        capabilities: string[];
        fortune500Relationships: number;
        dedicatedPractice: boolean;
      };
      locale: 'en' | 'de';
      clients: {
        types: string[];
        industries: string[];
        territories: string[];
      };
      goals: {
        tier: string;
        goals: string;
        annualCommitment?: Schemas['Money'] | undefined;
      };
    };
    consentedAt: string;
    evaluation: {
      qualifiedFor: string | null;
      tiers: Schemas['TierEvaluation'][];
    };
    clock: {
      state: 'running' | 'warned' | 'urgent' | 'overdue' | 'paused' | 'stopped';
      remainingMinutes: number | null;
    };
    submittedAt: string;
    decisionDueAt: string | null;
    decidedAt: string | null;
    reviewerId: string | null;
    partnerId: string | null;
    rejection: {
      reason: 'needs_more_detail' | 'does_not_meet_requirements' | 'not_the_right_fit' | 'duplicate' | 'other';
      note: string | null;
      mayReapplyFrom: string;
    } | null;
    questions: {
      question: string;
      askedAt: string;
      answer: string | null;
      answeredAt: string | null;
    }[];
    similar: {
      kind: 'application' | 'partner';
      id: string;
      applicationId: string;
      reference: string;
      company: string;
      country: string;
      website: string;
      status: string;
      why: ('domain' | 'name_and_country' | 'registration_number' | 'similar_name')[];
    }[];
    history: {
      at: string;
      actor: {
        kind: string;
        id: string | null;
      };
      from: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn' | null;
      to: 'submitted' | 'in_review' | 'more_info' | 'approved' | 'rejected' | 'withdrawn';
      event: string;
      why: string | null;
    }[];
  };
  AuditEntry: {
    position: number;
    at: string;
    service: string;
    actor: {
      kind: string;
      id: string | null;
      partnerId: string | null;
      name: string | null;
      company: string | null;
    };
    action: string;
    subject: {
      kind: string;
      id: string;
      name: string | null;
    };
    why: string | null;
    details: Record<string, unknown>;
    correlationId: string | null;
    hash: string;
  };
  AuditVerification: {
    entries: number;
    last: {
      run: 'daily' | 'command';
      startedAt: string;
      finishedAt: string;
      entries: number;
      intact: boolean;
      brokenAt: number | null;
      fault: 'missing' | 'changed' | 'cut_off' | 'other_head' | 'unsealed' | 'behind_head' | 'other_anchor' | null;
    } | null;
  };
  Cancellation: {
    reason: string;
  };
  Catalogue: {
    certifications: {
      code: string;
      label: string;
    }[];
    capabilities: {
      code: string;
      label: string;
    }[];
    clientTypes: {
      code: string;
      label: string;
    }[];
    industries: {
      code: string;
      label: string;
    }[];
    productFamilies: {
      code: string;
      label: string;
    }[];
    rejectionReasons: {
      code: string;
      label: string;
    }[];
    countries: {
      code: string;
      label: string;
    }[];
  };
  CommissionException: {
    id: string;
    kind: 'invoice_differs' | 'invoice_on_lost_deal' | 'invoice_currency' | 'refund_differs' | 'refund_currency' | 'refund_exceeds_invoice' | 'refund_other_deal' | 'deal_won_differs' | 'deal_won_after_lost' | 'deal_lost_after_won';
    status: 'open' | 'settled';
    partnerId: string | null;
    dealId: string | null;
    invoiceId: string | null;
    refundId: string | null;
    reported: Record<string, Schemas['Money'] | string | number | null>;
    known: Record<string, Schemas['Money'] | string | number | null>;
    raisedAt: string;
    settledAt: string | null;
    settledBy: string | null;
    reason: string | null;
  };
  CommissionExplained: {
    id: string;
    kind: 'accrual' | 'reversal';
    partnerId: string;
    deal: {
      id: string;
      reference: string;
      account: string;
    };
    invoiceId: string;
    refundId: string | null;
    instalment: number | null;
    base: Schemas['Money'];
    percent: string;
    rule: {
      id: string;
      version: number;
    };
    tierAtClose: string;
    amount: Schemas['Money'];
    status: 'held' | 'payable' | 'cancelled';
    occurredOn: string;
    payableOn: string;
    postedAt: string;
    explanation: {
      locale: 'en' | 'de';
      text: string;
      steps: {
        label: string;
        value: string;
      }[];
    };
  };
  CommissionMonth: {
    period: string;
    timeZone: string;
    final: boolean;
    firstPeriod: string;
    currencies: {
      currency: string;
      earned: Schemas['Money'];
      partners: number;
      closing: Schemas['Money'];
      held: Schemas['Money'];
      payable: Schemas['Money'];
      paid: Schemas['Money'];
    }[];
  };
  CommissionMonths: {
    timeZone: string;
    items: {
      period: string;
      final: boolean;
      currencies: {
        currency: string;
        earned: Schemas['Money'];
      }[];
    }[];
  };
  ContestedApplication: {
    company: {
      legalName: string;
      website: string;
      country: string;
      registrationNumber?: string | undefined;
      annualRevenue: Schemas['Money'];
      employees: number;
    };
    contact: {
      firstName: string;
      lastName: string;
      email: string;
      phone?: string | undefined;
      jobTitle: string;
    };
    experience: {
      yearsInCybersecurity: number;
      certifiedProfessionals: number;
      certifications: string[];
      capabilities: string[];
      fortune500Relationships: number;
      dedicatedPractice: boolean;
    };
    locale?: 'en' | 'de' | undefined;
    clients: {
      types: string[];
      industries: string[];
      territories: string[];
    };
    goals: {
      tier: string;
      goals: string;
      annualCommitment?: Schemas['Money'] | undefined;
    };
    consent: {
      terms: true;
      privacy: true;
    };
    statement: string;
  };
  Dashboard: {
    figures: Schemas['Figure'][];
    unavailable: ('applications' | 'identity' | 'leads' | 'notifications' | 'commissions')[];
  };
  Deal: {
    id: string;
    reference: string;
    status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
    partner: {
      id: string;
      companyName: string;
    };
    account: {
      name: string;
      website: string | null;
      country: string;
    };
    productFamilies: string[];
    estimatedValue: Schemas['Money'];
    contract: 'one_off' | 'annual';
    expectedCloseOn: string;
    registeredAt: string;
    protectedUntil: string | null;
    outcome: 'clear' | 'queued' | 'needs_review' | 'rejected';
    extension: 'requested' | 'granted' | 'refused' | null;
    version: number;
    source: {
      kind: 'registration' | 'lead';
    };
    sellerId: string;
    termMonths: number | null;
    contactName: string | null;
    notes: string | null;
    decision: {
      outcome: 'clear' | 'queued' | 'needs_review' | 'rejected';
      reason: 'opportunity-free' | 'awaits-approval' | 'opportunity-taken' | 'account-unclear' | 'named-account' | 'direct-pipeline';
      text: string;
    };
    rejection: {
      reason: 'named-account' | 'direct-pipeline' | 'opportunity-closed' | 'not-qualified' | 'existing-customer' | 'duplicate' | 'other';
      note: string | null;
    } | null;
    returnNote: string | null;
    extensionRequest: {
      status: 'requested' | 'granted' | 'refused';
      reason: string | null;
      requestedAt: string;
      note: string | null;
      decidedAt: string | null;
    } | null;
    won: {
      amount: Schemas['Money'];
      contract: 'one_off' | 'annual';
      termMonths: number | null;
      closedOn: string;
    } | null;
    lost: {
      reason: string;
      closedOn: string;
    } | null;
    activities: Schemas['DealActivity'][];
    timeline: {
      at: string;
      event: string;
      by: 'partner' | 'vendor' | 'system';
      status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
      why: string | null;
    }[];
    review?: {
      accountId: string;
      candidates: {
        accountId: string;
        why: ('domain' | 'name_and_country' | 'name_and_country_other_domain')[];
        known: {
          name: string;
          website: string | null;
          country: string;
          named: boolean;
          directPipeline: boolean;
        }[];
        deals: {
          id: string;
          reference: string;
          companyName: string;
          status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
          productFamilies: string[];
          registeredAt: string;
        }[];
        dealsTotal: number;
      }[];
      rivals: {
        id: string;
        reference: string;
        companyName: string;
        status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
        productFamilies: string[];
        registeredAt: string;
      }[];
      rivalsTotal: number;
    } | undefined;
  };
  DealActivity: {
    id: string;
    kind: 'call' | 'meeting' | 'email' | 'demo' | 'proposal' | 'trial' | 'other';
    date: string;
    note: string;
    loggedAt: string;
  };
  DealListItem: {
    id: string;
    reference: string;
    status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
    partner: {
      id: string;
      companyName: string;
    };
    account: {
      name: string;
      website: string | null;
      country: string;
    };
    productFamilies: string[];
    estimatedValue: Schemas['Money'];
    contract: 'one_off' | 'annual';
    expectedCloseOn: string;
    registeredAt: string;
    protectedUntil: string | null;
    outcome: 'clear' | 'queued' | 'needs_review' | 'rejected';
    extension: 'requested' | 'granted' | 'refused' | null;
  };
  DealMoved: {
    id: string;
    reference: string;
    status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
    version: number;
    protectedUntil: string | null;
  };
  DealRegistered: {
    id: string;
    reference: string;
    status: 'submitted' | 'queued' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'won' | 'lost' | 'expired' | 'revoked';
    decision: {
      outcome: 'clear' | 'queued' | 'needs_review' | 'rejected';
      reason: 'opportunity-free' | 'awaits-approval' | 'opportunity-taken' | 'account-unclear' | 'named-account' | 'direct-pipeline';
      text: string;
    };
    protectedUntil?: string | undefined;
  };
  DealRegistration: {
    account: {
      name: string;
      website?: string | undefined;
      country: string;
    };
    productFamilies: string[];
    estimatedValue: Schemas['Money'] & {
      amount: string;
      currency: string;
    };
    contract: 'one_off' | 'annual';
    termMonths?: number | undefined;
    expectedCloseOn: string;
    contactName?: string | undefined;
    notes?: string | undefined;
  };
  FailedMail: {
    id: string;
    template: string;
    recipient: string;
    locale: string;
    eventId: string;
    error: string | null;
    attempts: number;
    createdAt: string;
    failedAt: string | null;
  };
  FeedEntry: {
    id: number;
    kind: string;
    title: string;
    body: string | null;
    link: string | null;
    createdAt: string;
    readAt: string | null;
  };
  Figure: {
    code: string;
    count: number | null;
    amount: Schemas['Money'] | null;
    link: string;
  };
  Figures: {
    figures: Schemas['Figure'][];
  };
  HeldReport: {
    id: string;
    dealId: string;
    reference: string | null;
    report: 'won' | 'lost';
    problem: 'unknown-deal' | 'state' | 'currency' | 'amount' | 'date' | 'contradiction';
    detail: string;
    data: {
      dealId: string;
      amount?: Schemas['Money'] | undefined;
      contract?: 'one_off' | 'annual' | undefined;
      termMonths?: number | null | undefined;
      reason?: string | undefined;
      closedOn: string;
    };
    heldAt: string;
    settledAt: string | null;
    settleNote: string | null;
  };
  Invitation: {
    email: string;
    name: string;
    locale?: 'en' | 'de' | undefined;
    roles: ('admin' | 'partner_manager' | 'reviewer' | 'finance' | 'owner' | 'seller' | 'partner_finance' | 'technical')[];
    partnerId?: string | undefined;
  };
  InvoicePaid: {
    invoiceId: string;
    dealId: string;
    amount: Schemas['Money'];
    paidOn: string;
    instalment?: number | undefined;
  };
  InvoiceRefunded: {
    refundId: string;
    amount: Schemas['Money'];
    refundedOn: string;
  };
  JoinRequest: {
    company: {
      legalName: string;
      website: string;
      country: string;
      registrationNumber?: string | undefined;
    };
    contact: {
      firstName: string;
      lastName: string;
      email: string;
      phone?: string | undefined;
      jobTitle: string;
    };
    locale?: 'en' | 'de' | undefined;
    message?: string | undefined;
  };
  JoinRequestView: {
    id: string;
    status: 'open' | 'accepted' | 'declined';
    person: {
      name: string;
      email: string;
      jobTitle: string | null;
    };
    message: string | null;
    requestedAt: string;
    decidedAt: string | null;
  };
  ListedCommission: {
    id: string;
    kind: 'accrual' | 'reversal';
    partnerId: string;
    deal: {
      id: string;
      reference: string;
      account: string;
    };
    invoiceId: string;
    refundId: string | null;
    instalment: number | null;
    base: Schemas['Money'];
    percent: string;
    rule: {
      id: string;
      version: number;
    };
    tierAtClose: string;
    amount: Schemas['Money'];
    status: 'held' | 'payable' | 'cancelled';
    occurredOn: string;
    payableOn: string;
    postedAt: string;
    company: string;
  };
  Login: {
    email: string;
    password: string;
  };
  Money: {
    amount: string;
    currency: string;
  };
  NewCommissionSetting: {
    key: 'hold_days';
    value: number;
    effectiveOn: string;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'time_zone';
    value: string;
    effectiveOn: string;
    follows?: string | undefined;
    reason: string;
  };
  NewDealSetting: {
    key: 'auto_approve';
    value: boolean;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'protection_days';
    value: number;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'protection_reminder_days';
    value: number[];
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'extension_days';
    value: number;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'inactivity_reminder_days';
    value: number;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'inactivity_revoke_days';
    value: number;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  };
  NewPlan: {
    code: string;
    name: {
      en: string;
      de: string;
    };
    effectiveOn: string;
    follows?: {
      code: string;
      version: number;
    } | undefined;
    rates?: {
      tier: string;
      percent: string;
      follows?: number | null | undefined;
    }[] | undefined;
    reason?: string | undefined;
  };
  NewProgrammeSetting: {
    key: 'name';
    value: string;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'review_promise_hours';
    value: number;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'reapply_after_days';
    value: number;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'reapply_at_once_after';
    value: ('needs_more_detail' | 'does_not_meet_requirements' | 'not_the_right_fit' | 'duplicate' | 'other')[];
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'average_deal';
    value: Schemas['Money'];
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'contact_email';
    value: string;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'most_popular_tier';
    value: string | null;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'terms_url';
    value: string | null;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  } | {
    key: 'privacy_url';
    value: string | null;
    effectiveFrom?: string | undefined;
    follows?: string | undefined;
    reason: string;
  };
  NewRate: {
    tier: string;
    percent: string;
    effectiveOn: string;
    follows?: number | null | undefined;
    reason?: string | undefined;
  };
  NewResource: {
    kind: 'sales_playbook' | 'demo_material' | 'certification';
    title: {
      en: string;
      de: string;
    };
    summary: {
      en: string;
      de: string;
    };
    contents: {
      en: string;
      de: string;
    }[];
    tier: string | null;
    length: {
      amount: number;
      unit: 'pages' | 'minutes' | 'hours';
    };
    file: {
      name: string;
      type: 'application/pdf' | 'text/markdown' | 'text/plain';
      content: string;
    };
    effectiveFrom?: string | undefined;
    reason: string;
  };
  NewStory: {
    company: string;
    headline: {
      en: string;
      de: string;
    };
    position: number;
    tier: string | null;
    dealValue: Schemas['Money'] | null;
    commission: Schemas['Money'] | null;
    growthPercent: number | null;
    growthMonths: number | null;
    dealsPerYear: number | null;
    effectiveFrom?: string | undefined;
    reason: string;
  };
  NewTier: {
    name: {
      en: string;
      de: string;
    };
    requirements: ({
      code: 'experience_years';
      text: {
        en: string;
        de: string;
      };
      required: number;
    } | {
      code: 'annual_revenue';
      text: {
        en: string;
        de: string;
      };
      required: Schemas['Money'];
    } | {
      code: 'certified_professionals';
      text: {
        en: string;
        de: string;
      };
      required: number;
    } | {
      code: 'fortune500_relationships';
      text: {
        en: string;
        de: string;
      };
      required: number;
    } | {
      code: 'annual_commitment';
      text: {
        en: string;
        de: string;
      };
      required: Schemas['Money'];
    } | {
      code: 'dedicated_practice';
      text: {
        en: string;
        de: string;
      };
      required: true;
    })[];
    benefits: {
      code: string;
      text: {
        en: string;
        de: string;
      };
      listed: boolean;
    }[];
    effectiveFrom?: string | undefined;
    reason: string;
  };
  NoticePreference: {
    kind: 'applications' | 'deadlines' | 'deal_reviews' | 'deals' | 'deal_reminders' | 'commission' | 'colleagues';
    mail: 'at_once' | 'daily' | 'never';
    feed: boolean;
  };
  OwnPartner: {
    id: string;
    reference: string;
    company: string;
    country: string;
    tier: string;
    status: string;
    managerId: string | null;
    manager: {
      name: string;
      email: string;
    } | null;
    approvedAt: string;
    nextTier: {
      tier: string;
      figuresOf: string;
      criteria: {
        code: 'experience_years' | 'annual_revenue' | 'certified_professionals' | 'fortune500_relationships' | 'annual_commitment' | 'dedicated_practice';
        required: number | boolean | Schemas['Money'];
        actual: number | boolean | Schemas['Money'] | null;
        met: boolean | null;
      }[];
    } | null;
  };
  OwnSession: {
    id: string;
    openedAt: string;
    lastUsedAt: string;
    expiresAt: string;
    current: boolean;
  };
  ParkedEvent: {
    id: string;
    service: string;
    consumer: string;
    topic: string;
    key: string;
    type: string | null;
    eventId: string;
    error: string | null;
    attempts: number;
    waiting: number;
    status: 'retrying' | 'held';
    parkedAt: string;
    nextAttemptAt: string | null;
  };
  PartnerApplication: {
    company: {
      legalName: string;
      website: string;
      country: string;
      registrationNumber?: string | undefined;
      annualRevenue: Schemas['Money'];
      employees: number;
    };
    contact: {
      firstName: string;
      lastName: string;
      email: string;
      phone?: string | undefined;
      jobTitle: string;
    };
    experience: {
      yearsInCybersecurity: number;
      certifiedProfessionals: number;
      certifications: string[];
      capabilities: string[];
      fortune500Relationships: number;
      dedicatedPractice: boolean;
    };
    locale?: 'en' | 'de' | undefined;
    clients: {
      types: string[];
      industries: string[];
      territories: string[];
    };
    goals: {
      tier: string;
      goals: string;
      annualCommitment?: Schemas['Money'] | undefined;
    };
    consent: {
      terms: true;
      privacy: true;
    };
  };
  PartnerListItem: {
    id: string;
    reference: string;
    company: string;
    country: string;
    status: string;
    tierAskedFor: string;
    tierQualifiedFor: string | null;
    tierHeld: string | null;
    submittedAt: string;
    decisionDueAt: string | null;
    clock: {
      state: 'running' | 'warned' | 'urgent' | 'overdue' | 'paused' | 'stopped';
      remainingMinutes: number | null;
    };
    contested: boolean;
    reviewerId: string | null;
    partnerId: string | null;
    partnerStatus: string | null;
    partnerVersion: number | null;
    managerId: string | null;
    needsManager: boolean;
  };
  PartnerManaged: {
    id: string;
    reference: string;
    version: number;
    company: string;
    tier: string;
    managerId: string | null;
  };
  PartnerManager: {
    managerId: string | null;
  };
  PartnerView: {
    id: string;
    reference: string;
    version: number;
    applicationId: string;
    company: string;
    website: string;
    country: string;
    tier: string;
    status: 'active' | 'suspended' | 'left';
    managerId: string | null;
    approvedAt: string;
  };
  PasswordChange: {
    currentPassword: string;
    password: string;
  };
  Plan: {
    code: string;
    version: number;
    name: {
      en: string;
      de: string;
    };
    effectiveOn: string;
    rates: {
      tier: string;
      percent: string;
    }[];
    publishedAt: string;
    publishedBy?: string | null | undefined;
    reason?: string | null | undefined;
  };
  PlanCancellation: {
    code: string;
    version: number;
    reason: string;
  };
  Plans: {
    items: Schemas['Plan'][];
  };
  Preferences: {
    name: string;
    locale: 'en' | 'de';
    notifications: {
      mail: boolean;
      feed: boolean;
    };
  };
  Problem: {
    type: string;
    title: string;
    status: number;
    code: string;
    detail?: string | undefined;
    correlationId?: string | undefined;
    errors?: {
      pointer: string;
      detail: string;
      in?: 'query' | 'path' | 'header' | undefined;
    }[] | undefined;
  };
  Programme: {
    name: string;
    asOf: string;
    tiers: Schemas['Tier'][];
    averageDeal: Schemas['Money'];
    reviewPromiseHours: number;
    reapplyAfterDays: number;
    contactEmail: string;
    termsUrl: string | null;
    privacyUrl: string | null;
    successStories: Schemas['SuccessStory'][];
  };
  PublishedResource: {
    id: string;
    kind: 'sales_playbook' | 'demo_material' | 'certification';
    title: string;
    summary: string;
    contents: string[];
    tier: {
      code: string;
      name: string;
    } | null;
    length: {
      amount: number;
      unit: 'pages' | 'minutes' | 'hours';
    };
    file: {
      name: string;
      type: 'application/pdf' | 'text/markdown' | 'text/plain';
      size: number;
    };
    uploadedAt: string;
    effectiveFrom: string;
    publishedAt: string | null;
    publishedBy: string | null;
    reason: string | null;
    removal: {
      at: string;
      by: string;
      reason: string;
    } | null;
  };
  PublishedResources: {
    asOf: string;
    items: Schemas['PublishedResource'][];
  };
  Qualification: {
    qualifiedFor: string | null;
    tiers: Schemas['TierEvaluation'][];
  };
  Rate: {
    ruleId: string;
    plan: string;
    tier: string;
    version: number;
    percent: string;
    effectiveOn: string;
    publishedAt: string;
    publishedBy?: string | null | undefined;
    reason?: string | null | undefined;
  };
  RateCancellation: {
    tier: string;
    version: number;
    reason: string;
  };
  Rates: {
    items: Schemas['Rate'][];
  };
  RefundOfInvoice: {
    invoiceId: string;
    refundId: string;
    amount: Schemas['Money'];
    refundedOn: string;
  };
  ReportTaken: {
    outcome: 'booked' | 'nothing_due' | 'waiting' | 'exception';
    waitingFor: 'deal' | 'closing_day' | 'partner' | 'rate' | 'invoice' | null;
    commissionId: string | null;
    exceptionId: string | null;
  };
  ReservedAccount: {
    name: string;
    website: string | null;
    country: string;
    crmId: string;
    industry: string | null;
    named: boolean;
    directPipeline: boolean;
    reportedAt: string;
    periods: {
      why: 'named' | 'direct_pipeline';
      from: string;
      until: string | null;
      reason: string | null;
    }[];
  };
  Resource: {
    id: string;
    kind: 'sales_playbook' | 'demo_material' | 'certification';
    title: string;
    summary: string;
    contents: string[];
    tier: {
      code: string;
      name: string;
    } | null;
    length: {
      amount: number;
      unit: 'pages' | 'minutes' | 'hours';
    };
    file: {
      name: string;
      type: 'application/pdf' | 'text/markdown' | 'text/plain';
      size: number;
    };
    uploadedAt: string;
  };
  Resources: {
    items: Schemas['Resource'][];
  };
  Session: {
    user: {
      id: string;
      name: string;
      email: string;
      locale: 'en' | 'de';
      roles: ('admin' | 'partner_manager' | 'reviewer' | 'finance' | 'owner' | 'seller' | 'partner_finance' | 'technical')[];
      permissions: string[];
    };
    partner: {
      id: string;
      company: string;
    } | null;
    redirectTo?: string | undefined;
    expiresAt: string;
  };
  SettingCancellation: {
    id: string;
    reason: string;
  };
  SettingVersion: {
    id: string;
    key: string;
    value: boolean | number | string | number[] | string[] | Schemas['Money'] | null;
    effectiveFrom: string;
    effectiveOn?: string | undefined;
    publishedAt: string | null;
    publishedBy: string | null;
    reason: string | null;
  };
  Settings: {
    asOf: string;
    items: Schemas['SettingVersion'][];
  };
  Statement: {
    partnerId: string;
    company: string;
    period: string;
    timeZone: string;
    final: boolean;
    currencies: {
      currency: string;
      opening: Schemas['Money'];
      lines: {
        id: string;
        kind: 'accrual' | 'reversal';
        partnerId: string;
        deal: {
          id: string;
          reference: string;
          account: string;
        };
        invoiceId: string;
        refundId: string | null;
        instalment: number | null;
        base: Schemas['Money'];
        percent: string;
        rule: {
          id: string;
          version: number;
        };
        tierAtClose: string;
        amount: Schemas['Money'];
        status: 'held' | 'payable' | 'cancelled';
        occurredOn: string;
        payableOn: string;
        postedAt: string;
        text: string;
      }[];
      closing: Schemas['Money'];
      held: Schemas['Money'];
      payable: Schemas['Money'];
    }[];
  };
  Stories: {
    asOf: string;
    items: Schemas['StoryVersion'][];
  };
  StoryCancellation: {
    what: 'version' | 'withdrawal';
    reason: string;
  };
  StoryVersion: {
    id: string;
    version: number;
    company: string;
    headline: {
      en: string;
      de: string;
    };
    position: number;
    tier: string | null;
    dealValue: Schemas['Money'] | null;
    commission: Schemas['Money'] | null;
    growthPercent: number | null;
    growthMonths: number | null;
    dealsPerYear: number | null;
    effectiveFrom: string;
    endsAt: string | null;
    publishedAt: string | null;
    publishedBy: string | null;
    reason: string | null;
    withdrawal: {
      at: string;
      by: string;
      reason: string;
    } | null;
  };
  StoryWithdrawal: {
    effectiveFrom?: string | undefined;
    reason: string;
  };
  SuccessStory: {
    company: string;
    headline: string;
    tier: string | null;
    dealValue: Schemas['Money'] | null;
    commission: Schemas['Money'] | null;
    growthPercent: number | null;
    growthMonths: number | null;
    dealsPerYear: number | null;
  };
  Team: {
    items: Schemas['TeamMember'][];
  };
  TeamMember: {
    id: string;
    name: string;
    roles: ('admin' | 'partner_manager' | 'reviewer' | 'finance' | 'owner' | 'seller' | 'partner_finance' | 'technical')[];
    active: boolean;
  };
  Tier: {
    code: string;
    name: string;
    rank: number;
    commissionPercent: string;
    mostPopular: boolean;
    benefits: {
      code: string;
      text: string;
    }[];
    requirements: {
      code: 'experience_years' | 'annual_revenue' | 'certified_professionals' | 'fortune500_relationships' | 'annual_commitment' | 'dedicated_practice';
      text: string;
      required: number | boolean | Schemas['Money'];
    }[];
  };
  TierEvaluation: {
    tier: string;
    name: string;
    met: boolean | null;
    criteria: {
      code: 'experience_years' | 'annual_revenue' | 'certified_professionals' | 'fortune500_relationships' | 'annual_commitment' | 'dedicated_practice';
      text: string;
      required: number | boolean | Schemas['Money'];
      actual: number | boolean | Schemas['Money'] | null;
      met: boolean | null;
    }[];
  };
  TierVersion: {
    tier: string;
    version: number;
    name: {
      en: string;
      de: string;
    };
    requirements: {
      code: 'experience_years' | 'annual_revenue' | 'certified_professionals' | 'fortune500_relationships' | 'annual_commitment' | 'dedicated_practice';
      text: {
        en: string;
        de: string;
      };
      required: number | boolean | Schemas['Money'];
    }[];
    benefits: {
      code: string;
      text: {
        en: string;
        de: string;
      };
      listed: boolean;
    }[];
    effectiveFrom: string;
    publishedAt: string | null;
    publishedBy: string | null;
    reason: string | null;
  };
  Tiers: {
    asOf: string;
    items: Schemas['TierVersion'][];
  };
  User: {
    id: string;
    name: string;
    email: string;
    locale: 'en' | 'de';
    roles: ('admin' | 'partner_manager' | 'reviewer' | 'finance' | 'owner' | 'seller' | 'partner_finance' | 'technical')[];
    partnerId: string | null;
    company: string | null;
    status: 'invited' | 'active' | 'disabled';
    invitedAt: string;
    activatedAt: string | null;
    lastSignInAt: string | null;
    version: number;
  };
  WaitingReport: {
    kind: 'invoice' | 'refund';
    id: string;
    dealId: string | null;
    invoiceId: string;
    amount: Schemas['Money'];
    waitingFor: 'deal' | 'closing_day' | 'partner' | 'rate' | 'invoice';
    receivedAt: string;
  };
  WaitingReports: {
    items: Schemas['WaitingReport'][];
    total: number;
  };
}

/** By method and path; `query` names what may be asked for. */
export interface Routes {
  'GET /api/programme': {
    query: 'locale';
    body: undefined;
    answer: Schemas['Programme'];
  };
  'POST /api/programme/qualification': {
    query: 'locale';
    body: {
      annualRevenue: Schemas['Money'];
      yearsInCybersecurity: number;
      certifiedProfessionals: number;
      fortune500Relationships: number;
      dedicatedPractice: boolean;
      annualCommitment?: Schemas['Money'] | undefined;
    };
    answer: Schemas['Qualification'];
  };
  'GET /api/catalogue': {
    query: 'locale';
    body: undefined;
    answer: Schemas['Catalogue'];
  };
  'GET /api/programme/tiers': {
    query: never;
    body: undefined;
    answer: Schemas['Tiers'];
  };
  'POST /api/programme/tiers/{code}': {
    query: never;
    body: Schemas['NewTier'];
    answer: Schemas['TierVersion'];
  };
  'POST /api/programme/tiers/{code}/cancel': {
    query: never;
    body: Schemas['Cancellation'];
    answer: undefined;
  };
  'GET /api/programme/stories': {
    query: never;
    body: undefined;
    answer: Schemas['Stories'];
  };
  'POST /api/programme/stories': {
    query: never;
    body: Schemas['NewStory'];
    answer: Schemas['StoryVersion'];
  };
  'POST /api/programme/stories/{id}': {
    query: never;
    body: Schemas['NewStory'];
    answer: Schemas['StoryVersion'];
  };
  'POST /api/programme/stories/{id}/withdraw': {
    query: never;
    body: Schemas['StoryWithdrawal'];
    answer: Schemas['StoryVersion'];
  };
  'POST /api/programme/stories/{id}/cancel': {
    query: never;
    body: Schemas['StoryCancellation'];
    answer: undefined;
  };
  'GET /api/programme/settings': {
    query: never;
    body: undefined;
    answer: Schemas['Settings'];
  };
  'POST /api/programme/settings': {
    query: never;
    body: Schemas['NewProgrammeSetting'];
    answer: Schemas['SettingVersion'];
  };
  'POST /api/programme/settings/cancel': {
    query: never;
    body: Schemas['SettingCancellation'];
    answer: undefined;
  };
  'GET /api/resources': {
    query: 'locale';
    body: undefined;
    answer: Schemas['Resources'];
  };
  'POST /api/resources': {
    query: never;
    body: Schemas['NewResource'];
    answer: Schemas['PublishedResource'];
  };
  'GET /api/resources/published': {
    query: 'locale';
    body: undefined;
    answer: Schemas['PublishedResources'];
  };
  'GET /api/resources/{id}/file': {
    query: never;
    body: undefined;
    answer: undefined;
  };
  'POST /api/resources/{id}/remove': {
    query: never;
    body: {
      reason: string;
    };
    answer: undefined;
  };
  'POST /api/partners/apply': {
    query: never;
    body: Schemas['PartnerApplication'];
    answer: Schemas['ApplicationReceived'];
  };
  'POST /api/partners/apply/contest': {
    query: never;
    body: Schemas['ContestedApplication'];
    answer: Schemas['ApplicationReceived'];
  };
  'POST /api/partners/join-requests': {
    query: never;
    body: Schemas['JoinRequest'];
    answer: Schemas['Accepted'];
  };
  'GET /api/partners/join-requests': {
    query: 'status' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['JoinRequestView'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'POST /api/applications/status-link': {
    query: never;
    body: {
      email: string;
    };
    answer: Schemas['Accepted'];
  };
  'GET /api/applications/status/{token}': {
    query: never;
    body: undefined;
    answer: Schemas['ApplicationStatus'];
  };
  'POST /api/applications/status/{token}/answer': {
    query: never;
    body: {
      answer: string;
    };
    answer: Schemas['ApplicationStatus'];
  };
  'POST /api/applications/status/{token}/withdraw': {
    query: never;
    body: {
      reason?: string | undefined;
    };
    answer: Schemas['ApplicationStatus'];
  };
  'GET /api/partners': {
    query: 'status' | 'tier' | 'country' | 'assignee' | 'q' | 'submittedFrom' | 'submittedTo' | 'overdue' | 'needsManager' | 'sort' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['PartnerListItem'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'GET /api/applications/{id}': {
    query: never;
    body: undefined;
    answer: Schemas['ApplicationView'];
  };
  'POST /api/applications/{id}/review': {
    query: never;
    body: Record<string, never>;
    answer: Schemas['ApplicationMoved'];
  };
  'POST /api/applications/{id}/more-info': {
    query: never;
    body: {
      question: string;
    };
    answer: Schemas['ApplicationMoved'];
  };
  'POST /api/applications/{id}/approve': {
    query: never;
    body: {
      tier: string;
      note?: string | undefined;
      differentCompany?: true | undefined;
    };
    answer: Schemas['ApplicationMoved'];
  };
  'POST /api/applications/{id}/reject': {
    query: never;
    body: {
      reason: 'needs_more_detail' | 'does_not_meet_requirements' | 'not_the_right_fit' | 'duplicate' | 'other';
      note?: string | undefined;
    };
    answer: Schemas['ApplicationMoved'];
  };
  'POST /api/partners/{id}/manager': {
    query: never;
    body: Schemas['PartnerManager'];
    answer: Schemas['PartnerManaged'];
  };
  'GET /api/partners/{id}': {
    query: never;
    body: undefined;
    answer: Schemas['PartnerView'];
  };
  'GET /api/partners/mine': {
    query: never;
    body: undefined;
    answer: Schemas['OwnPartner'];
  };
  'POST /api/partners/join-requests/{id}/accept': {
    query: never;
    body: {
      roles?: ('owner' | 'seller' | 'partner_finance' | 'technical')[] | undefined;
    };
    answer: Schemas['JoinRequestView'];
  };
  'POST /api/partners/join-requests/{id}/decline': {
    query: never;
    body: Record<string, never>;
    answer: Schemas['JoinRequestView'];
  };
  'POST /api/partners/login': {
    query: never;
    body: Schemas['Login'];
    answer: Schemas['Session'];
  };
  'POST /api/session/refresh': {
    query: never;
    body: Record<string, never> | null | undefined;
    answer: Schemas['Session'];
  };
  'DELETE /api/session': {
    query: never;
    body: undefined;
    answer: undefined;
  };
  'GET /api/session': {
    query: never;
    body: undefined;
    answer: Schemas['Session'];
  };
  'POST /api/activation': {
    query: never;
    body: Schemas['Activation'];
    answer: {
      email: string;
      redirectTo: string;
    };
  };
  'POST /api/password-reset': {
    query: never;
    body: {
      email: string;
    };
    answer: undefined;
  };
  'POST /api/password-reset/confirm': {
    query: never;
    body: {
      token: string;
      password: string;
    };
    answer: undefined;
  };
  'GET /api/users': {
    query: 'status' | 'role' | 'partnerId' | 'side' | 'q' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['User'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'POST /api/users': {
    query: never;
    body: Schemas['Invitation'];
    answer: Schemas['User'];
  };
  'PATCH /api/users/{id}': {
    query: never;
    body: {
      roles?: ('admin' | 'partner_manager' | 'reviewer' | 'finance' | 'owner' | 'seller' | 'partner_finance' | 'technical')[] | undefined;
      disabled?: boolean | undefined;
    };
    answer: Schemas['User'];
  };
  'POST /api/users/{id}/activation-link': {
    query: never;
    body: Record<string, never> | null | undefined;
    answer: Schemas['User'];
  };
  'GET /api/me/preferences': {
    query: never;
    body: undefined;
    answer: Schemas['Preferences'];
  };
  'PATCH /api/me/preferences': {
    query: never;
    body: {
      name?: string | undefined;
      locale?: 'en' | 'de' | undefined;
      notifications?: {
        mail?: boolean | undefined;
        feed?: boolean | undefined;
      } | undefined;
    };
    answer: Schemas['Preferences'];
  };
  'GET /api/audit': {
    query: 'actor' | 'action' | 'subject' | 'from' | 'to' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['AuditEntry'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'GET /api/audit/verification': {
    query: never;
    body: undefined;
    answer: Schemas['AuditVerification'];
  };
  'GET /api/team': {
    query: never;
    body: undefined;
    answer: Schemas['Team'];
  };
  'POST /api/me/password': {
    query: never;
    body: Schemas['PasswordChange'];
    answer: undefined;
  };
  'GET /api/me/sessions': {
    query: never;
    body: undefined;
    answer: {
      items: Schemas['OwnSession'][];
    };
  };
  'POST /api/me/sessions/end-others': {
    query: never;
    body: Record<string, never> | null | undefined;
    answer: {
      ended: number;
    };
  };
  'POST /api/deals': {
    query: 'locale';
    body: Schemas['DealRegistration'];
    answer: Schemas['DealRegistered'];
  };
  'GET /api/deals': {
    query: 'status' | 'partnerId' | 'accountId' | 'q' | 'currency' | 'extension' | 'protectionEndsWithinDays' | 'sort' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['DealListItem'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'GET /api/deals/reports': {
    query: 'settled' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['HeldReport'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'POST /api/deals/reports/{id}/settle': {
    query: never;
    body: {
      note: string;
    };
    answer: Schemas['HeldReport'];
  };
  'GET /api/deals/{id}': {
    query: 'locale';
    body: undefined;
    answer: Schemas['Deal'];
  };
  'POST /api/deals/{id}/activities': {
    query: never;
    body: {
      kind: 'call' | 'meeting' | 'email' | 'demo' | 'proposal' | 'trial' | 'other';
      date: string;
      note: string;
    };
    answer: Schemas['DealActivity'];
  };
  'POST /api/deals/{id}/withdraw': {
    query: never;
    body: {
      reason?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/resubmit': {
    query: never;
    body: Schemas['DealRegistration'];
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/extension': {
    query: never;
    body: {
      reason?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/extension/grant': {
    query: never;
    body: {
      note?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/extension/refuse': {
    query: never;
    body: {
      note?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/approve': {
    query: never;
    body: {
      note?: string | undefined;
      sameAs?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/reject': {
    query: never;
    body: {
      reason: 'named-account' | 'direct-pipeline' | 'opportunity-closed' | 'not-qualified' | 'existing-customer' | 'duplicate' | 'other';
      note?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/return': {
    query: never;
    body: {
      note: string;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/won': {
    query: never;
    body: {
      amount: Schemas['Money'] & {
        amount: string;
        currency: string;
      };
      closedOn: string;
      note?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'POST /api/deals/{id}/lost': {
    query: never;
    body: {
      reason: string;
      closedOn?: string | undefined;
    };
    answer: Schemas['DealMoved'];
  };
  'GET /api/accounts': {
    query: 'q' | 'limit';
    body: undefined;
    answer: Schemas['AccountNames'];
  };
  'GET /api/accounts/reserved': {
    query: 'q' | 'why' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['ReservedAccount'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'GET /api/deals/settings': {
    query: never;
    body: undefined;
    answer: Schemas['Settings'];
  };
  'POST /api/deals/settings': {
    query: never;
    body: Schemas['NewDealSetting'];
    answer: Schemas['SettingVersion'];
  };
  'POST /api/deals/settings/cancel': {
    query: never;
    body: Schemas['SettingCancellation'];
    answer: undefined;
  };
  'GET /api/notifications': {
    query: 'unread' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['FeedEntry'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'POST /api/notifications/{id}/read': {
    query: never;
    body: Record<string, never>;
    answer: Schemas['FeedEntry'];
  };
  'POST /api/notifications/read-all': {
    query: never;
    body: Record<string, never>;
    answer: {
      marked: number;
    };
  };
  'GET /api/notifications/stream': {
    query: 'after' | 'person';
    body: undefined;
    answer: undefined;
  };
  'GET /api/notifications/preferences': {
    query: never;
    body: undefined;
    answer: {
      items: Schemas['NoticePreference'][];
    };
  };
  'PATCH /api/notifications/preferences': {
    query: never;
    body: {
      items: {
        kind: 'applications' | 'deadlines' | 'deal_reviews' | 'deals' | 'deal_reminders' | 'commission' | 'colleagues';
        mail?: 'at_once' | 'daily' | 'never' | undefined;
        feed?: boolean | undefined;
      }[];
    };
    answer: {
      items: Schemas['NoticePreference'][];
    };
  };
  'GET /api/commissions': {
    query: 'status' | 'dealId' | 'partnerId' | 'currency' | 'from' | 'to' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['ListedCommission'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'GET /api/commissions/plans': {
    query: never;
    body: undefined;
    answer: Schemas['Plans'];
  };
  'POST /api/commissions/plans': {
    query: never;
    body: Schemas['NewPlan'];
    answer: Schemas['Plan'];
  };
  'POST /api/commissions/plans/cancel': {
    query: never;
    body: Schemas['PlanCancellation'];
    answer: undefined;
  };
  'GET /api/commissions/rates': {
    query: never;
    body: undefined;
    answer: Schemas['Rates'];
  };
  'POST /api/commissions/rates': {
    query: never;
    body: Schemas['NewRate'];
    answer: Schemas['Rate'];
  };
  'POST /api/commissions/rates/cancel': {
    query: never;
    body: Schemas['RateCancellation'];
    answer: undefined;
  };
  'GET /api/commissions/settings': {
    query: never;
    body: undefined;
    answer: Schemas['Settings'];
  };
  'POST /api/commissions/settings': {
    query: never;
    body: Schemas['NewCommissionSetting'];
    answer: Schemas['SettingVersion'];
  };
  'POST /api/commissions/settings/cancel': {
    query: never;
    body: Schemas['SettingCancellation'];
    answer: undefined;
  };
  'GET /api/commissions/exceptions': {
    query: 'status' | 'kind' | 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['CommissionException'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'POST /api/commissions/exceptions/{id}/settle': {
    query: never;
    body: {
      reason: string;
      takeBack?: Schemas['Money'] | undefined;
    };
    answer: Schemas['CommissionException'];
  };
  'GET /api/commissions/{id}': {
    query: 'locale';
    body: undefined;
    answer: Schemas['CommissionExplained'];
  };
  'GET /api/commissions/months': {
    query: 'last';
    body: undefined;
    answer: Schemas['CommissionMonths'];
  };
  'GET /api/commissions/months/{period}': {
    query: never;
    body: undefined;
    answer: Schemas['CommissionMonth'];
  };
  'POST /api/invoices': {
    query: never;
    body: Schemas['InvoicePaid'];
    answer: Schemas['ReportTaken'];
  };
  'GET /api/invoices/waiting': {
    query: never;
    body: undefined;
    answer: Schemas['WaitingReports'];
  };
  'POST /api/invoices/refunds': {
    query: never;
    body: Schemas['RefundOfInvoice'];
    answer: Schemas['ReportTaken'];
  };
  'POST /api/invoices/{invoiceId}/refunds': {
    query: never;
    body: Schemas['InvoiceRefunded'];
    answer: Schemas['ReportTaken'];
  };
  'GET /api/statements/{period}': {
    query: 'format' | 'locale' | 'partnerId';
    body: undefined;
    answer: Schemas['Statement'];
  };
  'GET /api/dashboard': {
    query: never;
    body: undefined;
    answer: Schemas['Dashboard'];
  };
  'GET /api/notifications/failed-mails': {
    query: 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['FailedMail'][];
      nextCursor: string | null;
      total?: number | undefined;
    };
  };
  'POST /api/notifications/failed-mails/{id}/retry': {
    query: never;
    body: Record<string, never>;
    answer: undefined;
  };
  'POST /api/notifications/failed-mails/{id}/discard': {
    query: never;
    body: {
      reason: string;
    };
    answer: undefined;
  };
  'GET /api/operations/parked-events': {
    query: 'limit' | 'cursor';
    body: undefined;
    answer: {
      items: Schemas['ParkedEvent'][];
      nextCursor: string | null;
      total?: number | undefined;
      unavailable: ('applications' | 'identity' | 'leads' | 'notifications' | 'commissions')[];
    };
  };
  'POST /api/operations/parked-events/{id}/replay': {
    query: never;
    body: Record<string, never>;
    answer: undefined;
  };
  'POST /api/operations/parked-events/{id}/discard': {
    query: never;
    body: {
      reason: string;
    };
    answer: undefined;
  };
  'GET /api/openapi.json': {
    query: never;
    body: undefined;
    answer: undefined;
  };
}
