/** The rule file that holds where the maker has none of their own; its text is their example. */
export const defaultClocksText = `source: >-
  ISO/IEC 29147:2018 has a vendor answer a report within seven calendar days and keep the reporter
  informed; ISO/IEC 30111:2019 has each report assessed. The numbers are this program's own, and
  stricter: five days, two weeks, every thirty days.
calendar:
  timeZone: UTC
  weekdays: [monday, tuesday, wednesday, thursday, friday]
  hours: { from: "09:00", to: "17:00" }
  holidays: []
# Lengths: "5 days", "36 hours", "2 working days", "8 working hours".
clocks:
  # Until a person answers the reporter.
  acknowledgement:
    within: 5 days
    remind:
      - { before: 1 day, to: [triager] }
    escalate:
      - { after: 1 hour, to: [administrator] }
  # Until somebody has said for the first time what we make of it.
  assessment:
    within: 14 days
    remind:
      - { before: 2 days, to: [triager] }
    escalate:
      - { after: 1 day, to: [administrator] }
  # From one piece of news for the reporter to the next.
  update:
    within: 30 days
    remind:
      - { before: 3 days, to: [triager] }
    escalate:
      - { after: 1 hour, to: [administrator] }
# Addresses for roles. Who signs in with a mail address is told there as well.
addresses: {}
`
