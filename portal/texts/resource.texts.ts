import { texts } from './texts.ts';

/** The resource centre on the public page; titles and summaries come from the programme. */
export const resourceTexts = texts(
  {
    title: 'Resource centre',
    lead: 'Playbooks, demo material and certification programmes. Some are open to everybody; the others say which tier opens them.',
    sales_playbook: 'Sales playbook',
    demo_material: 'Demo material',
    certification: 'Certification programme',
    open: 'Open to everybody',
    from: 'From {tier}',
    inside: 'What is inside',
    pages: '{amount} pages',
    minutes: '{amount} minutes',
    hours: '{amount} hours',
    download: 'Download · {size}',
    downloadOf: 'Download · {size}: “{title}”',
    opens: 'Apply for {tier}',
    opensOf: 'Apply for {tier}, which opens “{title}”',
  },
  {
    title: 'Materialien',
    lead: 'Leitfäden, Vorführmaterial und Zertifizierungen. Einiges steht allen offen; beim Übrigen steht, welche Stufe es öffnet.',
    sales_playbook: 'Vertriebsleitfaden',
    demo_material: 'Vorführmaterial',
    certification: 'Zertifizierung',
    open: 'Für alle offen',
    from: 'Ab {tier}',
    inside: 'Was darin steht',
    pages: '{amount} Seiten',
    minutes: '{amount} Minuten',
    hours: '{amount} Stunden',
    download: 'Herunterladen · {size}',
    downloadOf: 'Herunterladen · {size}: „{title}“',
    opens: 'Als {tier} bewerben',
    opensOf: 'Als {tier} bewerben, was „{title}“ öffnet',
  },
);
