/** The rule file that holds where the maker has none of their own; its text is their example. */
export const defaultCaseClocksText = `# Lengths: "30 days", "24 hours", "10 working days", "8 working hours".
calendars:
  maker:
    timeZone: UTC
    weekdays: [monday, tuesday, wednesday, thursday, friday]
    hours: { from: "09:00", to: "17:00" }
    holidays: []
rules:
  - id: assessment
    title: First assessment
    source: >-
      ISO/IEC 30111:2019 has each report assessed, ISO/IEC 29147:2018 has it done in good time. The
      number is this program's own.
    starts: awareness
    within: 30 days
    metBy: [assessed]
    pausable: true
    remind: [{ before: 3 days, to: [engineer] }]
    escalate: [{ after: 1 day, to: [administrator] }]
  - id: disclosure
    title: Disclosure, or the decision against it
    source: >-
      ISO/IEC 29147:2018 has a vendor disclose, and names no number; 90 days are the custom of
      coordinators and researchers.
    starts: awareness
    within: 90 days
    metBy: [disclosed, disclosure-withheld, by-hand]
    pausable: true
    remind: [{ before: 14 days, to: [engineer] }]
    escalate: [{ after: 1 day, to: [administrator] }]
  - id: disclosure-day
    title: Disclosure on the day that was decided
    source: The disclosure decision of the case (IEC 81001-5-1, 4.1.7 and 9.5)
    starts: disclosure-day
    within: 0 days
    metBy: [disclosed, by-hand]
    remind: [{ before: 2 days, to: [engineer] }]
    escalate: [{ after: 1 day, to: [administrator] }]
  # The guidance says when FDA does not ask for a report under 806: customers told in 30 days, fixed
  # in 60, no serious harm known, and the maker takes part in an information sharing organization.
  - id: fda-tell
    title: Tell customers of an uncontrolled risk
    source: >-
      FDA, Postmarket Management of Cybersecurity in Medical Devices (2016), section VII.B: within 30
      days of learning of the vulnerability
    starts: awareness
    condition: uncontrolled
    within: 30 days
    metBy: [users-told, by-hand]
    remind: [{ before: 7 days, to: [engineer] }, { before: 1 day, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  - id: fda-fix
    title: Fix an uncontrolled risk and distribute the fix
    source: >-
      FDA, Postmarket Management of Cybersecurity in Medical Devices (2016), section VII.B: within 60
      days of learning of the vulnerability, validated and distributed
    starts: awareness
    condition: uncontrolled
    within: 60 days
    metBy: [update-published, by-hand]
    remind: [{ before: 14 days, to: [engineer] }, { before: 2 days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  # Days are calendar days, counted from the day after awareness: no weekend moves them.
  - id: mdr-threat
    title: Report a serious public health threat
    source: Regulation (EU) 2017/745 (MDR), Article 87 (4), not later than 2 days after awareness
    starts: incident
    incidents: [public-health-threat]
    within: 2 days
    metBy: [submitted]
    authority: mdr-87
    remind: [{ before: 1 day, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  - id: mdr-death
    title: Report a death or an unanticipated serious deterioration
    source: Regulation (EU) 2017/745 (MDR), Article 87 (5), not later than 10 days after awareness
    starts: incident
    incidents: [death-or-deterioration]
    within: 10 days
    metBy: [submitted]
    authority: mdr-87
    remind: [{ before: 2 days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  - id: mdr-serious
    title: Report another serious incident
    source: Regulation (EU) 2017/745 (MDR), Article 87 (3), not later than 15 days after awareness
    starts: incident
    incidents: [other-serious]
    within: 15 days
    metBy: [submitted]
    authority: mdr-87
    remind: [{ before: 3 days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  - id: fda-803
    title: Report a death, serious injury or malfunction
    source: 21 CFR 803.50 (a), no later than 30 calendar days after becoming aware
    starts: incident
    within: 30 days
    metBy: [submitted]
    authority: fda-803
    remind: [{ before: 7 days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  # Off: the law counts from the day on which somebody sees that remedial action is needed to prevent
  # substantial harm to public health, or from a request of FDA; this rule from the incident.
  - id: fda-803-five-day
    title: Five-day report of an event that needs remedial action
    source: 21 CFR 803.53, no later than 5 work days after becoming aware
    enabled: false
    starts: incident
    incidents: [public-health-threat]
    within: 5 working days
    metBy: [submitted]
    authority: fda-803
    remind: [{ before: 2 working days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  # The law counts from the beginning of the correction or removal: sign the decision that it is
  # reportable on that day, or earlier.
  - id: fda-806
    title: Report a correction or removal
    source: 21 CFR 806.10 (b), within 10 working days of initiating it
    starts: reportable
    within: 10 working days
    metBy: [submitted]
    authority: fda-806
    remind: [{ before: 3 working days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  # Off: medical devices under the MDR and IVDR are outside of this regulation (Article 2 (2)). Who
  # makes other products with digital elements turns these on, and the authority below; Article 14
  # applies from 11 September 2026. Its severe incidents (14 (3) and (4)) are not counted here.
  - id: cra-early
    title: Early warning of an exploited vulnerability
    source: Regulation (EU) 2024/2847 (CRA), Article 14 (2) (a), within 24 hours of awareness
    enabled: false
    starts: exploited
    within: 24 hours
    metBy: [submitted]
    authority: cra-14
    stage: early-warning
    remind: [{ before: 12 hours, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  - id: cra-notification
    title: Notification of an exploited vulnerability
    source: Regulation (EU) 2024/2847 (CRA), Article 14 (2) (b), within 72 hours of awareness
    enabled: false
    starts: exploited
    within: 72 hours
    metBy: [submitted]
    authority: cra-14
    stage: notification
    remind: [{ before: 24 hours, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  - id: cra-final
    title: Final report on an exploited vulnerability
    source: >-
      Regulation (EU) 2024/2847 (CRA), Article 14 (2) (c), no later than 14 days after a corrective or
      mitigating measure is available
    enabled: false
    starts: fix-available
    condition: exploited
    within: 14 days
    metBy: [submitted]
    authority: cra-14
    stage: final-report
    remind: [{ before: 3 days, to: [engineer, approver] }]
    escalate: [{ after: 0 hours, to: [administrator] }]
  # An example of what was agreed with a customer; "products" limits it to these.
  - id: contract-example
    title: Tell the customer
    source: Service agreement, the paragraph on vulnerabilities
    enabled: false
    starts: awareness
    customer: Example Hospital Group
    products: []
    within: 5 working days
    metBy: [users-told, by-hand]
# For each, a case is decided reportable or not, where its condition holds.
authorities:
  - id: mdr-87
    name: Competent authority, vigilance
    source: Regulation (EU) 2017/745 (MDR), Article 87
    when: incident
  - id: fda-803
    name: FDA, medical device reporting
    source: 21 CFR Part 803
    when: incident
  - id: fda-806
    name: FDA, corrections and removals
    source: 21 CFR Part 806
    when: uncontrolled
  - id: cra-14
    name: CSIRT and ENISA, single reporting platform
    source: Regulation (EU) 2024/2847 (CRA), Article 14
    enabled: false
    when: exploited
  - id: national
    name: National authority
    source: The law of the country
    enabled: false
    when: incident
# Open issues are reviewed this often between releases, counted from the last signed review.
openReviews:
  every: 90 days
  source: >-
    IEC 81001-5-1:2021 has open issues reviewed at any time (4.1.8) and before each release (9.5), and
    names no number. This one is this program's own.
# Addresses for roles. Who signs in with a mail address is told there as well.
addresses: {}
`
