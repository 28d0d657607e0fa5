/** The maker's own procedure for reports and cases: what an auditor asks for first. */
export const handlingProcedure = `# LMS-SOP-17: handling of security reports and vulnerabilities

## Scope

This procedure covers every security-related issue of our products, from the first word of it to its closure. It is part of the quality manual LMS-QM-01 and joins problem resolution (IEC 62304) with risk management (ISO 14971).

## How reports reach us

We publish how to report on our security page: a form, the address security@lindenau-medical.example and a security.txt file, together with our policy for coordinated disclosure.

Employees use the same form or their tracker. Customer service passes complaints with security in them on the same day; a complaint is never the only way in.

We take reports from our testers of verification and validation, from suppliers of third-party components, from our own developers, from users such as operators, integrators and maintenance staff, from audit event logs, from security researchers, and from the news about widespread vulnerabilities.

The product security team acknowledges each report within five working days and says when the reporter hears more. Every report is tracked to closure with its reason.

## From report to case

A triager opens a case for each vulnerability. An engineer finds out which products and revisions are affected, scores it with CVSS, looks for the root cause and checks other products and revisions for the same flaw.

Each case ends in a recorded path: a fix in code, a change of configuration, a compensating control, a changed specification of the intended environment, or an accepted residual risk with guidance for the operator.

Whether, when and to whom we disclose is decided from the impact and the residual risk, signed by an engineer and approved by quality and regulatory affairs.

## Change, review and verification

Each change has a formal change request. It is reviewed for safety, for security and for effectiveness, by somebody who did not write it. The fix is tested, and the test is recorded before the case can be closed.

The security risk management file is updated for each case. Owners of third-party source code are told of flaws that we find in it. The teams of other products are informed.

## Documents

After each fix the installation guide, the instructions for use, the security guide and the release notes are searched for statements that are no longer true. Errors and omissions in accompanying documents are tracked as documentation defects in the same defect system as software defects, with kind, severity and who is misled, until they are closed. This holds for findings that touch no code, too.

## Reviews and proactive work

Open issues are reviewed at each release and at least once a quarter, with minutes.

Apart from reports we look ourselves, by schedule: static analysis every two weeks, dynamic testing every two months, a scan of the software bill of materials every week, and a penetration test every year. Each run leaves a record.
`
