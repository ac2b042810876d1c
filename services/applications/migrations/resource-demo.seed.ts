export const demoScript = `# A demo in thirty minutes

One environment, three stories, no slides. The audience should leave with one finding that they could have at home.

## The day before

- Reset the demo environment, and run one full scan, so that history and trend have something to show.
- Open the four views you will need in four tabs; sign in freshly; close everything else.
- Have the exported report of the same scan at hand, for the case that the network fails.
- Ask who will be there, and pick the order of the stories for the most senior of them.

## The script

| minute | what you do | what you say |
|---|---|---|
| 0–3 | nothing on screen | "What would you have to see to call this half hour useful?" Write it down where all can read it. |
| 3–6 | inventory view | "This is everything that answered. These eleven were in no list." |
| 6–12 | story 1 | a forgotten server |
| 12–18 | story 2 | a finding on its way to a ticket |
| 18–23 | story 3 | the exception that ran out |
| 23–27 | their question from minute 0 | answer it in the product, or say honestly that it cannot |
| 27–30 | nothing on screen | agree on the next step, with a date |

### Story 1: a forgotten server
Sort the inventory by "first seen". Open the newest host nobody owns. Show the version that it runs, the weakness, and that code to exploit it is public. Stop there:
the silence sells better than the next click.

### Story 2: a finding on its way to a ticket
Take one critical finding. Show whom the rule assigns it to, the ticket that it opened, the rescan that closed it, and the proof that stays. Say how long that took.

### Story 3: the exception that ran out
Show a risk that was accepted by a named person until a date, and what happened on that date. This is what auditors ask about.

## When something does not work

Say "that did not work; here is the report of yesterday's scan", and go on. Never debug before an audience. Write to them the same day what it was.

## Questions that always come

- **Can a scan break something?** Any scan can. Show the throttle, the exclusions, and the list of checks that are off by default.
- **Where do our data go?** They stay where the scanner is installed; show the settings rather than a brochure.
- **How many false findings?** Give the figure of your last trial and how you counted, or say that you will measure it with them.
- **What does it cost?** A range by number of systems, and that the quote follows the inventory and not a guess.
`;

export const briefing = `# Executive briefing

Forty-five minutes with a board or its risk committee. They decide about money and accountability; they do not decide about ports.

## Agenda

| minutes | part | aim |
|---|---|---|
| 5 | what was asked for, and by whom | they own the question |
| 10 | the present exposure, in money | one figure with a range |
| 10 | three scenarios | what each would cost, and how likely it is |
| 10 | the choice: accept, reduce, insure | a decision, not a discussion |
| 10 | questions | names and dates for what stays open |

## From findings to an expected loss

1. Group the confirmed critical findings by the business process that depends on the system, not by technology.
2. For each process ask its owner: what does a day without it cost, and how many days would it take to restore? Take the low and the high answer.
3. Estimate together how likely a misuse within a year is: rather one in a hundred, in thirty, in ten, in three? Orders are enough.
4. Expected loss of a year = likelihood × (days × cost of a day + one-off costs). Keep the range.
5. Add up, and say which three processes make up most of it. Those are the agenda.

A worked example: order entry, USD 400,000 a day, 3 to 8 days, one in ten: USD 120,000 to USD 320,000 a year. Reducing it to one in thirty for USD 60,000 a year is worth
USD 80,000 to USD 213,000: they can see for themselves whether that is a good bargain.

## Speaking notes

- Start with the sentence that you want to hear repeated after you have left.
- Give every figure with who estimated it. A figure of theirs cannot be doubted by them.
- Never show more than one chart. Never name a person who made a mistake.
- "We do not know" is an answer; follow it with what it would cost to know.

## The page to leave behind

1. The question, as it was asked.
2. Exposure a year: from … to …; estimated by …, on ….
3. The three processes that make up most of it.
4. The choice: accept (signed by …, until …), reduce (measure, cost, by …), insure (premium, what is left out).
5. What we do not know, and who finds out by when.
`;
