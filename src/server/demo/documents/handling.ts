/**
 * The maker's own procedure for reports and cases: what an auditor asks for first. It says nothing
 * of audit logs and little of news, so that the clause review has gaps to find.
 */
export const handlingProcedure = `# LMS-SOP-17: handling of security reports and vulnerabilities

## Scope

This procedure covers every security-related issue of our products, from the first word of it to its closure. It is part of the quality manual LMS-QM-01 and joins problem resolution (IEC 62304) with risk management (ISO 14971).

## How reports reach us

Anybody outside can report a vulnerability by the form on our security page or by e-mail to security@lindenau-medical.example. The page and its security.txt file name our policy for coordinated disclosure.

Any employee who suspects a vulnerability must report it by the same form or in the tracker, and it is handled like a report from outside.

Customer service screens each complaint for security. A suspected vulnerability is forwarded to the product security team on the same day and recorded as a report.

## Who reports

Findings of penetration tests and security verification are recorded as vulnerability reports.

Security notices of component suppliers are received by the product security team, and each is recorded as a vulnerability report.

Developers who find a suspected vulnerability record it as a security report; they must not fix it silently.

Operators, integrators and service engineers can report a suspected vulnerability to security@lindenau-medical.example.

We invite security researchers to report vulnerabilities in our products to security@lindenau-medical.example.

## Tracking

Each vulnerability report gets a number on arrival and is tracked to closure with its reason.

We acknowledge each report within five working days and tell the reporter when they hear more.

## From report to case

A triager opens a case for each vulnerability. An engineer finds out which products and revisions are affected, scores it with CVSS and looks for the root cause.

For each vulnerability the engineer checks which other products and revisions contain the same flaw and informs their owners.

Each case ends in a recorded path: a code fix, a configuration change, a compensating control, a changed specification of the intended environment, or acceptance of the residual risk with guidance for operators.

The product security team decides whether to disclose a vulnerability from its impact and the residual risk. The decision is recorded in the case and approved by quality and regulatory affairs.

## Change, review and verification

A fix is made only under an approved change request that names the case.

Each change is reviewed for its impact on safety, security and effectiveness by somebody who did not write it.

Each security fix is tested by someone other than its author, and the test report is attached to the case.

After each vulnerability the security risk management file is updated with the new estimate of the risk.

Where the flaw lies in a third-party component, we notify its maintainers and record their answer.

## Documents

When a vulnerability is fixed, the technical writer reviews the installation guide, the instructions for use, the security guide and the release notes for statements that are no longer true.

Each documentation defect is given a kind (error, omission or outdated statement), a severity, and the readers who are misled. Documentation defects are tracked in the same system as software defects until the corrected document is verified and the defect is closed.

A security finding that needs no code change is recorded as a documentation defect and follows the same steps.

## Reviews and proactive work

Open security issues are reviewed before every release and at least once a quarter, and the minutes name each issue and why it may stay open.

Apart from reports we look ourselves. Static analysis runs every two weeks, dynamic tests every two months, the software bill of materials is scanned every week, and a penetration test is performed every year. Each run leaves a record.
`
