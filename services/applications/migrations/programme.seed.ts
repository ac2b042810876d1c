/** The programme's facts as of its first release; later changes are new rows by new migrations, never edits here. */
const text = (en: string, de: string) => ({ en, de });
const usd = (amount: string) => ({ amount, currency: 'USD' });

export const settings = [
  { key: 'name', value: 'Enterprise Scanner Partner Programme' },
  { key: 'review_promise_hours', value: 48 },
  { key: 'reapply_after_days', value: 30 },
  { key: 'reapply_at_once_after', value: ['needs_more_detail'] },
  { key: 'average_deal', value: usd('2800000.00') },
  { key: 'contact_email', value: 'partners@enterprise-scanner.example' },
];

export const tiers = [
  { code: 'authorized', name: text('Authorized Reseller', 'Authorized Reseller'), rank: 1, commission_percent: '25', most_popular: false },
  { code: 'gold', name: text('Gold Partner', 'Gold Partner'), rank: 2, commission_percent: '30', most_popular: true },
  { code: 'platinum', name: text('Platinum Partner', 'Platinum Partner'), rank: 3, commission_percent: '35', most_popular: false },
];

export const requirements = [
  {
    tier: 'authorized', code: 'experience_years', position: 1, required: 2,
    text: text('2+ years of cybersecurity experience', 'Mindestens 2 Jahre Erfahrung in Cybersicherheit'),
  },
  { tier: 'gold', code: 'annual_revenue', position: 1, required: usd('5000000.00'), text: text('USD 5M+ annual revenue', 'Mindestens 5 Mio. USD Jahresumsatz') },
  { tier: 'gold', code: 'certified_professionals', position: 2, required: 1, text: text('Certified professionals', 'Zertifizierte Fachleute') },
  { tier: 'gold', code: 'fortune500_relationships', position: 3, required: 1, text: text('Fortune 500 relationships', 'Beziehungen zu Fortune-500-Unternehmen') },
  { tier: 'platinum', code: 'annual_revenue', position: 1, required: usd('25000000.00'), text: text('USD 25M+ annual revenue', 'Mindestens 25 Mio. USD Jahresumsatz') },
  {
    tier: 'platinum', code: 'annual_commitment', position: 2, required: usd('1000000.00'),
    text: text('Minimum commitment of USD 1M a year', 'Zusage von mindestens 1 Mio. USD im Jahr'),
  },
  { tier: 'platinum', code: 'dedicated_practice', position: 3, required: true, text: text('Dedicated practice', 'Eigener Geschäftsbereich für Cybersicherheit') },
];

const manager = { code: 'dedicated_partner_manager', text: text('Dedicated partner manager', 'Eigene Partnerbetreuung') };

const advertised = {
  authorized: [
    { code: 'basic_sales_training', text: text('Basic sales training', 'Grundlegende Vertriebsschulung') },
    { code: 'marketing_materials', text: text('Marketing materials', 'Marketingmaterial') },
    { code: 'lead_registration', text: text('Lead registration', 'Registrierung von Leads') },
    { code: 'support_portal', text: text('Online support portal', 'Online-Supportportal') },
  ],
  gold: [
    { code: 'advanced_technical_training', text: text('Advanced technical training', 'Vertiefte technische Schulung') },
    { code: 'cobranded_proposals', text: text('Co-branded proposals', 'Gemeinsam gestaltete Angebote') },
    manager,
    { code: 'lead_sharing', text: text('Lead sharing', 'Weitergabe von Leads') },
  ],
  platinum: [
    { code: 'strategic_account_planning', text: text('Strategic account planning', 'Strategische Kundenplanung') },
    { code: 'executive_briefing_support', text: text('Executive briefing support', 'Unterstützung bei Gesprächen mit der Geschäftsleitung') },
    { code: 'custom_integration_support', text: text('Custom integration support', 'Unterstützung bei individuellen Integrationen') },
    { code: 'revenue_protection', text: text('Revenue protection', 'Umsatzschutz') },
  ],
};

export const benefits = [
  ...Object.entries(advertised).flatMap(([tier, list]) => list.map((benefit, index) => ({ tier, ...benefit, position: index + 1, listed: true }))),
  // Platinum has a partner manager too; its page advertises what comes on top.
  { tier: 'platinum', ...manager, position: 5, listed: false },
];

export const successStories = [
  {
    company: 'CyberTech Solutions', position: 1, tier: 'gold', deal_value: usd('4200000.00'), commission: usd('1260000.00'),
    headline: text('USD 1.26M commission on one USD 4.2M deal', '1,26 Mio. USD Provision aus einem Deal über 4,2 Mio. USD'),
  },
  {
    company: 'SecureIT Consulting', position: 2, growth_percent: 300, growth_months: 18,
    headline: text('300% revenue growth in 18 months', '300\u00a0% Umsatzwachstum in 18 Monaten'),
  },
  {
    company: 'Global Security Partners', position: 3, tier: 'platinum', deals_per_year: 24,
    headline: text('24 deals a year at 35% commission', '24 Deals im Jahr mit 35\u00a0% Provision'),
  },
];
