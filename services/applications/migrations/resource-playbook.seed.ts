export const firstConversation = `# The first conversation

Half an hour, one page of notes, one agreed next step. You are not selling yet: you are finding out whether a scan would show the customer something they do not
know and would pay to fix.

## Before the call

- Know what the company does, where it is regulated, and what has happened to its peers in the last year.
- Count what is visible from outside: domains, mail hosts, remote access. Do not scan anything without written permission.
- Decide which of the people below you are speaking to.

| who | fears | wants to hear |
|---|---|---|
| head of security | being asked about the one thing nobody scanned | how much of the estate is covered, and how you know |
| head of operations | an outage caused by a scan | how a scan is throttled and what is left out |
| head of finance | a second invoice for the same thing | what it replaces, and from when on |
| internal audit | a finding that stays open for a year | who owns a finding, and how its closing is proved |

## Seven questions

1. **How many systems do you have, and how do you know?** Two different numbers from two people: the inventory is the first problem to solve.
2. **What share of them was scanned in the last thirty days?** Below nine tenths, coverage is the story. Above, ask about depth: with or without credentials?
3. **How long does a critical finding stay open?** If nobody can say, there is no process to sell into yet; offer to measure it.
4. **Who decides that a finding may stay?** Accepted risks without a name and an end date are the quickest win.
5. **What was the last finding that surprised you?** Listen. This is the story that they will retell to their management.
6. **What would have to be true for you to change anything this year?** A budget, a date, a person. Without all three it is a conversation, not a deal.
7. **Who else should hear this?** Ask for the introduction now, while they are interested.

## What the answers tell

- Three or more gaps among questions 1 to 4: propose a scan of one site, with permission, inside two weeks.
- One gap: propose a workshop on that gap alone.
- None: thank them, and ask when their present contract ends.

## The mail of the same day

> Thank you for your time today. What I understood: you run about … systems, of which … were scanned last month; critical findings stay open for about … days;
> … decides on exceptions. You would like to change … before …. I suggest that we scan … on …, and look at the result together on …. Is that right?

Register the deal as soon as there is an opportunity with a product, a value and a date. Until then it is nobody's.
`;

export const competing = `# Selling against an incumbent

Most large companies own a scanner. You win where theirs is blind and where its reports are not acted upon, and you prove both on their own network.

## Where to look

1. **Assets that are not in the list.** Compare their scan targets with their DHCP leases, cloud accounts and certificate logs.
2. **Scans without credentials.** From outside, a scanner guesses versions. With credentials, it reads them. Ask for the share of authenticated scans.
3. **Findings without an owner.** Export the open criticals and count those without a ticket.
4. **Age.** Plot the open criticals by month of first sight. A flat tail older than a quarter means that reports are filed and not read.

## A side-by-side trial in ten working days

| day | what | who |
|---|---|---|
| 1 | written permission, scope of one site and one cloud account, success criteria | customer, you |
| 2–3 | deploy, credentials, exclusions agreed with operations | you |
| 4–6 | both scanners scan the same scope in the same nights | both |
| 7 | match findings by host and weakness; verify every difference by hand | you, their analyst |
| 8 | measure the way from a finding to a ticket with an owner | customer |
| 9 | write it up: found by both, only by one, false | you |
| 10 | decide together, against the criteria of day 1 | all |

Criteria that are worth agreeing on: share of known assets reached, confirmed findings missed by each side, false findings per hundred, hours from scan to ticket,
disturbances of production (must be none).

## Six objections

- **"We have just renewed."** Then there is time to do it well: agree on a trial nine months before the end, and on what would decide.
- **"Two scanners are twice the noise."** Show the matched list. What both find is one line.
- **"Our auditors know the present reports."** Bring the mapping to their controls, and let the auditors see a sample before the decision.
- **"Switching costs too much."** Use the sheet below with their own figures. If it really does, say so and keep the relationship.
- **"Your price is higher."** Per system reached, not per system licensed. Ask what share of licences is in use.
- **"Operations will never allow credentials."** Offer read-only accounts, a vault, and one site first.

## What a change costs

| item | how to work it out |
|---|---|
| overlap of contracts | months of overlap × monthly cost of the old one |
| deployment | sites × days per site × day rate |
| reports and integrations to move | number × half a day × day rate |
| training | people × days × day rate |
| saved: hours on false findings | difference per hundred × findings a month × minutes each × hourly rate × 12 |
| saved: unused licences | (licensed − reached) × price |

If the sum of the savings over three years is not clearly above the cost, do not propose the change.
`;
