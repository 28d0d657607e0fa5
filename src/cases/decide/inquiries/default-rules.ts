/** The rule file that holds where the maker has none of their own; its text is their example. */
export const defaultInquiriesText = `source: >-
  IEC 81001-5-1:2021 clause 9.5 has other products and owners of third-party code informed, and
  names no time. ISO/IEC 29147:2018 expects a vendor to answer within seven calendar days, and the
  policy of CERT/CC discloses after 45 days: the follow-ups are taken from them. The days for our
  own owners are this program's own.
# Calendar and addresses of roles are those of intake-clocks.yaml.
# Lengths: "5 days", "36 hours", "2 working days", "8 working hours".
owners:
  # concerned: products whose SBOM or shared code brings them up. all: every active product.
  ask: concerned
  within: 5 working days
  remind:
    - { before: 1 day, to: [engineer] }
  escalate:
    - { after: 1 hour, to: [administrator] }
thirdParties:
  followUp: [7 days, 30 days, 45 days]
# Look at their own pages before you write: contacts change.
coordinators:
  - { name: CERT/CC, contact: "https://kb.cert.org/vince/", for: "Flaws of several vendors, owners who do not answer" }
  - { name: CISA, contact: "https://www.cisa.gov/report", for: "Flaws of medical devices and control systems" }
  - { name: Health-ISAC, contact: "https://health-isac.org/", for: "Hospitals and makers of devices" }
`
