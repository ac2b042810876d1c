/** The numbers of deal registration as of its first release; later changes are new rows, never edits here. Days, but for the first. */
export const settings = [
  { key: 'auto_approve', value: true },
  { key: 'protection_days', value: 90 },
  { key: 'protection_reminder_days', value: [30, 14, 7] },
  { key: 'extension_days', value: 30 },
  { key: 'inactivity_reminder_days', value: 45 },
  { key: 'inactivity_revoke_days', value: 60 },
];

/** The catalogue's product families, whose labels applications serves; test/structure holds the two lists together. */
export const productFamilies = ['vulnerability-scanner', 'cloud-scanner', 'application-scanner', 'attack-surface', 'compliance-reporting', 'professional-services'];
