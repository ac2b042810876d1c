import { industries } from './naics.seed.ts';

type Row = readonly [code: string, en: string, de?: string];

const certifications: readonly Row[] = [
  ['cissp', 'CISSP – Certified Information Systems Security Professional'],
  ['cism', 'CISM – Certified Information Security Manager'],
  ['cisa', 'CISA – Certified Information Systems Auditor'],
  ['crisc', 'CRISC – Certified in Risk and Information Systems Control'],
  ['ccsp', 'CCSP – Certified Cloud Security Professional'],
  ['ceh', 'CEH – Certified Ethical Hacker'],
  ['oscp', 'OSCP – Offensive Security Certified Professional'],
  ['security-plus', 'CompTIA Security+'],
  ['cysa-plus', 'CompTIA CySA+'],
  ['casp-plus', 'CompTIA SecurityX (CASP+)'],
  ['gsec', 'GIAC Security Essentials (GSEC)'],
  ['gcih', 'GIAC Certified Incident Handler (GCIH)'],
  ['gpen', 'GIAC Penetration Tester (GPEN)'],
  ['ccna-security', 'Cisco CyberOps / CCNA Security'],
  ['ccie-security', 'CCIE Security'],
  ['aws-security', 'AWS Certified Security – Specialty'],
  ['azure-security', 'Microsoft Azure Security Engineer (AZ-500)'],
  ['gcp-security', 'Google Professional Cloud Security Engineer'],
  ['iso27001-lead-auditor', 'ISO/IEC 27001 Lead Auditor'],
  ['iso27001-lead-implementer', 'ISO/IEC 27001 Lead Implementer'],
  ['pci-qsa', 'PCI Qualified Security Assessor (QSA)'],
];

const capabilities: readonly Row[] = [
  ['penetration-testing', 'Penetration testing', 'Penetrationstests'],
  ['vulnerability-management', 'Vulnerability management', 'Schwachstellenmanagement'],
  ['security-assessment', 'Security assessment', 'Sicherheitsbewertung'],
  ['incident-response', 'Incident response', 'Reaktion auf Sicherheitsvorfälle'],
  ['managed-detection', 'Managed detection and response', 'Managed Detection and Response'],
  ['soc', 'Security operations centre', 'Security Operations Center'],
  ['cloud-security', 'Cloud security', 'Cloud-Sicherheit'],
  ['application-security', 'Application security', 'Anwendungssicherheit'],
  ['network-security', 'Network security', 'Netzwerksicherheit'],
  ['identity-access', 'Identity and access management', 'Identitäts- und Zugriffsverwaltung'],
  ['compliance', 'Compliance and audit', 'Compliance und Audit'],
  ['risk-consulting', 'Risk consulting', 'Risikoberatung'],
  ['ot-security', 'Industrial (OT) security', 'Industrielle Sicherheit (OT)'],
  ['training', 'Security awareness training', 'Schulungen zum Sicherheitsbewusstsein'],
  ['integration', 'System integration', 'Systemintegration'],
  ['resale', 'Software resale', 'Softwarevertrieb'],
];

const clientTypes: readonly Row[] = [
  ['fortune-500', 'Fortune 500', 'Fortune 500'],
  ['enterprise', 'Large enterprise', 'Großunternehmen'],
  ['mid-market', 'Mid-market', 'Mittelstand'],
  ['small-business', 'Small business', 'Kleinunternehmen'],
  ['government', 'Government', 'Öffentliche Hand'],
  ['healthcare', 'Healthcare', 'Gesundheitswesen'],
  ['financial-services', 'Financial services', 'Finanzdienstleister'],
  ['education', 'Education', 'Bildungseinrichtungen'],
  ['non-profit', 'Non-profit', 'Gemeinnützige Organisationen'],
];

const productFamilies: readonly Row[] = [
  ['vulnerability-scanner', 'Vulnerability scanner', 'Schwachstellenscanner'],
  ['cloud-scanner', 'Cloud posture scanner', 'Cloud-Scanner'],
  ['application-scanner', 'Application scanner', 'Anwendungsscanner'],
  ['attack-surface', 'Attack surface monitoring', 'Überwachung der Angriffsfläche'],
  ['compliance-reporting', 'Compliance reporting', 'Compliance-Berichte'],
  ['professional-services', 'Professional services', 'Dienstleistungen'],
];

const rejectionReasons: readonly Row[] = [
  ['needs_more_detail', 'Needs more detail', 'Es fehlen Angaben'],
  ['does_not_meet_requirements', 'Does not meet the requirements', 'Anforderungen nicht erfüllt'],
  ['not_the_right_fit', 'Not the right fit', 'Passt nicht zum Programm'],
  ['duplicate', 'Duplicate', 'Dublette'],
  ['other', 'Other', 'Sonstiges'],
];

const kinds = { certification: certifications, capability: capabilities, client_type: clientTypes, industry: industries, product_family: productFamilies, rejection_reason: rejectionReasons };

export const catalogue = Object.entries(kinds).flatMap(([kind, rows]) =>
  rows.map(([code, en, de = en], index) => ({ kind, code, position: index + 1, label: { en, de } })),
);
