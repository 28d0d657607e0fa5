import type { z } from 'zod'
import type { securityProfile } from '../../../products/contract.ts'

const annexE = [
  { item: 'Secure operation guidelines', coverage: 'covered', evidence: 'Security guide' },
  { item: 'Account management guidelines', coverage: 'covered', evidence: 'Security guide' },
  { item: 'Secure disposal', coverage: 'covered', evidence: 'Security guide, last chapter' },
  { item: 'Network diagrams', coverage: 'partly', evidence: 'Table of ports; no drawing yet' },
]

const requirements = [
  ['Secure operation', 'How the product is operated securely in its intended environment.'],
  ['Network', 'All ports with direction, purpose and state at delivery.'],
  ['Accounts', 'Every account, its purpose, and what to do with it at installation.'],
  ['Residual risks', 'Each accepted risk with the control that the operator can put in place.'],
  ['Data', 'Which patient data is kept, for how long, and how it is erased.'],
  ['Release notes', 'What was fixed, what stays open, and which configuration is needed.'],
].map(([title, requirement], index) => ({
  id: `DR-${index + 1} ${title}`,
  requirement: requirement ?? '',
}))

type Profile = z.input<typeof securityProfile>

/** What the security guide of the next release is written from (5.8.2). */
export const carelineProfile: Profile = {
  ports: [
    { port: 8443, protocol: 'tcp', service: 'HTTPS', purpose: 'Status and configuration page' },
    {
      port: 22,
      protocol: 'tcp',
      service: 'SSH',
      purpose: 'Remote maintenance, closed at delivery',
    },
    {
      port: 2575,
      protocol: 'tcp',
      service: 'HL7 over TLS',
      direction: 'out',
      purpose: 'Orders and documentation',
    },
    {
      port: 6514,
      protocol: 'tcp',
      service: 'Syslog over TLS',
      direction: 'out',
      purpose: 'Audit log, closed at delivery',
    },
    { port: 123, protocol: 'udp', service: 'NTP', direction: 'out', purpose: 'Time' },
  ],
  accounts: [
    {
      name: 'technician',
      purpose: 'Settings of the ward',
      guidance: 'Give every technician an account of their own and remove it when they leave.',
    },
    {
      name: 'service',
      purpose: 'Our field service',
      guidance: 'The account has no password at delivery; it is enabled for one visit at a time.',
    },
  ],
  ciphers: [
    'TLS 1.3 AES-256-GCM',
    'TLS 1.2 ECDHE with AES-256-GCM',
    'AES-128-CCM on the radio link',
  ],
  secureOperation:
    'Keep the gateway where patients and visitors cannot reach it.\n\nLook at the audit log once a week, and call us when it shows repeated failed sign-ins.\n\nInstall security updates within the time that their notice names.',
  network:
    'Put the gateway into a network segment for medical devices behind a firewall.\n\nAllow port 8443 in, and ports 2575, 6514 and 123 out; refuse everything else.',
  access:
    'Viewers see the status page, technicians change settings, the service account is for our field service.\n\nFive wrong passwords lock an account for ten minutes.',
  communications:
    'The gateway speaks TLS 1.2 or TLS 1.3 with everybody.\n\nReplace its certificate by one of the hospital.',
  retention:
    'Orders and infusion records are kept for 72 hours in encrypted memory, with the case number and without the name of the patient.',
  residualData: 'Each pump keeps the record of its last infusion until the next one begins.',
  disposal:
    'Choose Maintenance, Erase before a device leaves the hospital. Destroy the memory module where it no longer starts.',
  conformance:
    'Clause 4 covers pump, gateway and service tool, under the quality manual LMS-QM-01.',
  tailoring:
    'Testing of the radio module was taken over from its supplier, with our review of its report. Nothing else was tailored (quality manual 3.2).',
  requiredSettings: [
    { setting: 'TLS version', value: '1.2 or later', reason: 'Earlier versions are refused.' },
  ],
  updateNotification:
    'Registered users are told by e-mail within five working days after a security update is released.',
  updateProcedure:
    'Verify the file with the root of trust from our update page, load it on the page Maintenance, and check that the new revision is shown.',
  documentationRequirements: requirements,
  annexE,
}

export const lucentProfile: Profile = {
  ports: [
    { port: 443, protocol: 'tcp', service: 'HTTPS', purpose: 'Viewer and administration' },
    { port: 104, protocol: 'tcp', service: 'DICOM', purpose: 'Modalities and archive' },
    { port: 2762, protocol: 'tcp', service: 'DICOM over TLS', purpose: 'Modalities and archive' },
  ],
  accounts: [
    {
      name: 'administrator',
      purpose: 'Set-up of the image server',
      guidance: 'Connect the directory of the hospital, then disable this account.',
    },
  ],
  ciphers: ['TLS 1.3 AES-256-GCM', 'TLS 1.2 ECDHE with AES-256-GCM'],
  secureOperation:
    'Keep image server and workplaces in the clinical network.\n\nInstall patches of operating system and database after we have approved them.',
  network: 'Allow ports 443, 104 and 2762 to the image server and refuse everything else.',
  access: 'Use the directory of the hospital, with a second factor for remote access.',
  communications: 'Use DICOM over TLS where the modality supports it.',
  retention: 'Images are kept on the image server as long as the hospital decides.',
  residualData: 'Viewers keep opened studies in a cache that is emptied at sign-out.',
  disposal: 'Delete the storage folders with lucent-erase and destroy the disks.',
  conformance: 'Clause 4 covers viewer and image server, under the quality manual LMS-QM-01.',
  updateNotification:
    'Registered users are told by e-mail within five working days after a security update is released.',
  updateProcedure:
    'Verify the files with the root of trust from our update page, install the image server first and the viewers within one week.',
  documentationRequirements: requirements,
  annexE,
}
