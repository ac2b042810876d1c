export const associate = `# Scanner Associate: syllabus

For everybody who sells or advises. No programming, no administration. Eight hours of learning, one exam of forty questions.

## Units

### 1. What a vulnerability is (2 h)
Weakness, vulnerability, exposure, risk: four words that are not the same. How weaknesses are numbered and scored, what a score leaves out, why "critical" depends on where
a system stands.

### 2. How one is found (2 h)
Discovery, port and service detection, version checks, authenticated checks, configuration checks. What a scanner cannot see. False findings, and findings that are missed.

### 3. From finding to fix (2 h)
Owner, ticket, deadline, rescan, proof. Exceptions: who, why, until when. The four figures that show whether it works: coverage, depth, age, recurrence.

### 4. Reading a report to a customer (2 h)
Who reads which page. Saying what is certain and what is not. What never belongs into a mail: addresses together with open weaknesses.

## The exam

- Forty questions, sixty minutes, thirty right answers pass.
- Ten questions from each unit; a unit with fewer than five right answers fails the whole.
- It may be repeated after fourteen days. The certificate holds for two years.

## Test yourself

1. A host answers on no port. Is it safe?
2. Two scans of one network differ by a tenth. Name three honest reasons.
3. What does a score of 9.8 say about a system without a network?
4. Why does an authenticated scan find more, and when does it find less?
5. A customer says that all findings are closed. What do you ask for?
6. What is the difference between an exception and a false finding?
7. Coverage is 98%, and an incident happens on a scanned host. How can that be?
8. Which of the four figures can be made to look good by scanning less?
9. Whom do you tell first about a critical finding on a customer's payment system, and by what means?
10. What must be in a written permission to scan?
11. Why is a list of installed versions not a list of vulnerabilities?
12. When would you advise against a scan?
`;

export const specialist = `# Deployment Specialist: lab guide

For engineers. Twenty-four hours, most of them in the lab. What counts is what you hand in.

## Checklist before the first scan

- [ ] Permission in writing: who, what, when, from which addresses, whom to call.
- [ ] Exclusions agreed with operations: medical, industrial and printing devices, fragile hosts.
- [ ] Read-only credentials in a vault; rotation tried once.
- [ ] Time windows and rate limits by segment; a way to stop a scan within a minute, tried once.
- [ ] Log collectors and intrusion detection told, or the first alarm will be yours.
- [ ] A rescan planned, before the first result is seen.

## Sizing

| systems | scan engines | cores each | memory each | full authenticated scan |
|---|---|---|---|---|
| up to 1,000 | 1 | 4 | 8 GB | one night |
| up to 10,000 | 3 | 8 | 16 GB | two nights |
| up to 50,000 | 10 | 8 | 32 GB | a week of nights |
| above | one per 5,000 | 8 | 32 GB | measure one site first |

Place an engine in each segment rather than opening a firewall for all of them. Latency above 80 ms between engine and target doubles the time.

## Lab 1: coverage (8 h)
You get a network of 120 hosts and an inventory that lists 104. Find all of them without touching the three that are excluded.
*Hand in:* the list with the evidence for each host, the scan configuration, the traffic on the excluded addresses (must be none).
*Marked by:* hosts found of 120; a packet to an excluded host fails the lab.

## Lab 2: depth (8 h)
Raise the share of authenticated checks from 40% to at least 95% on Linux, Windows and two network devices. One of the credentials is wrong, and one account is locked after
three tries.
*Hand in:* the share by platform, how the locked account was avoided, the vault's log.
*Marked by:* share reached; a locked account costs a third of the points.

## Lab 3: from finding to proof (8 h)
Route findings to three owners by rule, let one be fixed, one be excepted until a date and one be false, and rescan.
*Hand in:* the rules, the three tickets with their ends, and the report that an auditor would get.
*Marked by:* whether the report can be followed by somebody who was not there.

Two of three labs pass; the certificate holds for two years.
`;
