import { associate, specialist } from './resource-certification.seed.ts';
import { demoScript, briefing } from './resource-demo.seed.ts';
import { competing, firstConversation } from './resource-playbook.seed.ts';

const text = (en: string, de: string) => ({ en, de });

/** The first files of the resource centre; an admin adds and removes others. */
export const resources = [
  {
    id: '0197b3f0-0001-7000-8000-000000000001', kind: 'sales_playbook', tier: null, length: { amount: 3, unit: 'pages' }, file_name: 'first-conversation.md', text: firstConversation,
    title: text('The first conversation', 'Das erste Gespräch'),
    summary: text('Find out in half an hour whether a company has a problem that a scan would show, and agree on the next step.', 'In einer halben Stunde klären, ob ein Unternehmen ein Problem hat, das ein Scan zeigen würde, und den nächsten Schritt vereinbaren.'),
    contents: [
      text('Seven questions, with what the answers tell', 'Sieben Fragen und was die Antworten bedeuten'),
      text('Whom to speak to, and what each of them fears', 'Mit wem man spricht und wovor jeder sich sorgt'),
      text('A mail that sums it up the same day', 'Eine E-Mail, die es am selben Tag zusammenfasst'),
    ],
  },
  {
    id: '0197b3f0-0001-7000-8000-000000000002', kind: 'sales_playbook', tier: 'gold', length: { amount: 4, unit: 'pages' }, file_name: 'against-an-incumbent.md', text: competing,
    title: text('Selling against an incumbent', 'Gegen einen etablierten Anbieter verkaufen'),
    summary: text('How to win an account that owns a scanner already: by what its reports leave out, and by a comparison on its own network.', 'Wie man einen Kunden gewinnt, der schon einen Scanner hat: mit dem, was dessen Berichte auslassen, und einem Vergleich im eigenen Netz.'),
    contents: [
      text('A side-by-side trial in ten working days', 'Ein Vergleich in zehn Arbeitstagen'),
      text('Six objections and honest answers', 'Sechs Einwände und ehrliche Antworten'),
      text('A sheet to work out what a change costs', 'Eine Vorlage für die Kosten eines Wechsels'),
    ],
  },
  {
    id: '0197b3f0-0001-7000-8000-000000000003', kind: 'demo_material', tier: 'authorized', length: { amount: 30, unit: 'minutes' }, file_name: 'thirty-minute-demo.md', text: demoScript,
    title: text('A demo in thirty minutes', 'Eine Vorführung in dreißig Minuten'),
    summary: text('A script by the minute, from the first finding to the ticket that closes it, with what to say when something does not work.', 'Ein Ablauf nach Minuten, vom ersten Fund bis zum Ticket, das ihn schließt, und was man sagt, wenn etwas nicht klappt.'),
    contents: [
      text('What to prepare the day before', 'Was am Vortag vorzubereiten ist'),
      text('The script with its three stories', 'Der Ablauf mit drei Geschichten'),
      text('Questions that always come', 'Fragen, die immer kommen'),
    ],
  },
  {
    id: '0197b3f0-0001-7000-8000-000000000004', kind: 'demo_material', tier: 'platinum', length: { amount: 45, unit: 'minutes' }, file_name: 'executive-briefing.md', text: briefing,
    title: text('Executive briefing', 'Gespräch mit der Geschäftsleitung'),
    summary: text('Three quarters of an hour with a board or its risk committee: exposure in money, a decision to take, nothing about ports.', 'Eine Dreiviertelstunde mit Vorstand oder Risikoausschuss: Risiko in Geld, eine Entscheidung, nichts über Ports.'),
    contents: [
      text('Agenda and speaking notes', 'Ablauf und Sprechnotizen'),
      text('How to turn findings into an expected loss', 'Wie aus Funden ein erwarteter Schaden wird'),
      text('The page to leave behind', 'Die Seite, die man dalässt'),
    ],
  },
  {
    id: '0197b3f0-0001-7000-8000-000000000005', kind: 'certification', tier: null, length: { amount: 8, unit: 'hours' }, file_name: 'associate-syllabus.md', text: associate,
    title: text('Scanner Associate: syllabus', 'Scanner Associate: Lehrplan'),
    summary: text('For people who sell or advise: what a vulnerability is, how one is found, and how to read a report to a customer.', 'Für alle, die verkaufen oder beraten: was eine Schwachstelle ist, wie man sie findet und wie man einen Bericht erklärt.'),
    contents: [
      text('Four units of two hours', 'Vier Einheiten zu zwei Stunden'),
      text('What the exam asks, and how it is marked', 'Was die Prüfung verlangt und wie sie bewertet wird'),
      text('Twelve questions to test yourself', 'Zwölf Fragen zur Selbstprüfung'),
    ],
  },
  {
    id: '0197b3f0-0001-7000-8000-000000000006', kind: 'certification', tier: 'gold', length: { amount: 24, unit: 'hours' }, file_name: 'specialist-lab-guide.md', text: specialist,
    title: text('Deployment Specialist: lab guide', 'Deployment Specialist: Übungsbuch'),
    summary: text('For engineers who roll the scanner out: sizing, credentials, exclusions, and three labs that are marked by their results.', 'Für alle, die den Scanner einführen: Dimensionierung, Zugangsdaten, Ausnahmen und drei Übungen, die am Ergebnis gemessen werden.'),
    contents: [
      text('Three labs with what to hand in', 'Drei Übungen mit Abgaben'),
      text('A sizing table', 'Eine Tabelle zur Dimensionierung'),
      text('A checklist before the first scan', 'Eine Checkliste vor dem ersten Scan'),
    ],
  },
];
