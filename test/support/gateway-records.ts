import type { ReleaseRecords } from '../../src/releases/document/compose.ts'

const hash = (digit: string): string => digit.repeat(4).padEnd(64, '3c9fe07a1b52d846')

const signed = (name: string, meaning: string) => ({ name, meaning, time: '2026-11-20T14:05:00Z' })

/** An invented maker's infusion pump gateway at a release: everything recorded, nothing missing. */
export const gatewayRecords: ReleaseRecords = {
  release: {
    reference: 'REL-2026-0003',
    date: '2026-11-21',
    guide: { reference: 'DOC-2026-0041', version: '3.2' },
    notes: { reference: 'DOC-2026-0042', version: '3.2' },
  },
  product: {
    name: 'Cantor Infusion Gateway',
    maker: {
      name: 'Halden Medical GmbH',
      address: 'Uferstraße 12, 20355 Hamburg, Germany',
      securityContact: 'psirt@halden-medical.example, https://halden-medical.example/security',
    },
    description:
      'The gateway connects up to 250 Cantor infusion pumps on a ward with the electronic health record and with the drug library server. It runs on a virtual machine that the hospital operates.',
    revision: '3.2.0',
    previousRevision: '3.1.4',
  },
  securityProfile: {
    ports: {
      entries: [
        {
          port: '443/tcp',
          direction: 'in',
          purpose: 'Workstation access and administration',
          protection: 'TLS 1.2 or 1.3; account with role; lock after 5 failed attempts',
        },
        {
          port: '8883/tcp',
          direction: 'in',
          purpose: 'Status and alarms from the pumps (MQTT)',
          protection: 'TLS with a client certificate for each pump',
        },
        {
          port: '2575/tcp',
          direction: 'out',
          purpose: 'Orders and results to the integration engine (HL7 v2)',
          protection: 'None in the protocol: keep it inside the clinical network or in a tunnel',
        },
        {
          port: '6514/tcp',
          direction: 'out',
          purpose: 'Audit messages to the log server (RFC 5425)',
          protection: 'TLS, server certificate checked',
        },
      ],
    },
    accounts: {
      entries: [
        {
          name: 'gwadmin',
          purpose: 'Administration of the gateway',
          atDelivery: 'No password: it is set at first start, 14 characters or more',
        },
        {
          name: 'biomed',
          purpose: 'Pump enrolment and certificates',
          atDelivery: 'Disabled until gwadmin enables it',
        },
        {
          name: 'svc-ehr',
          purpose: 'Used by the electronic health record, never by persons',
          atDelivery: 'Disabled; signs in with a certificate only',
        },
      ],
    },
    ciphers: {
      entries: [
        { name: 'TLS_AES_256_GCM_SHA384', use: 'All services with TLS 1.3' },
        { name: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', use: 'Pumps with firmware before 5.0' },
        { name: 'AES-256-XTS', use: 'The data disk of the virtual machine' },
      ],
    },
    healthInformation: {
      entries: [
        {
          what: 'Infusion orders with patient number and location',
          where: 'Database on the data disk, 30 days',
          protection: 'Encrypted at rest; readable with the role clinician only',
        },
        {
          what: 'Alarm history with patient number',
          where: 'Database on the data disk, 90 days',
          protection: 'Encrypted at rest; every reading is in the audit log',
        },
      ],
    },
  },
  guidance: {
    secureOperation: {
      paragraphs: [
        'Operate the gateway on a hypervisor that receives security updates, in a room or data centre with controlled access. Assign one person who is responsible for accounts, certificates and updates of the gateway.',
        'Look at the security page of the gateway once a week. It shows expired certificates, accounts that nobody used for 90 days, and updates that wait.',
      ],
      source: { document: 'Installation manual DOC-2026-0017', place: 'chapter 2' },
    },
    network: {
      paragraphs: [
        'Put the gateway and the pumps into a network segment of their own. Allow only the connections of the table above, and refuse all others in both directions.',
      ],
      steps: [
        'Create the segment for pumps and gateway, without a route to the internet.',
        'Allow 8883/tcp from the pumps to the gateway.',
        'Allow 443/tcp from the workstations of the wards and of biomedical engineering.',
        'Allow 2575/tcp and 6514/tcp from the gateway to the two servers that you named at installation.',
        'Scan the segment from outside and compare what is open with the table.',
      ],
      warning:
        'Never make port 443 reachable from the internet or from the guest network, also not for remote service. Use the hospital’s remote access with a second factor.',
    },
    access: {
      paragraphs: [
        'Connect the gateway to the directory of the hospital and grant roles by group. Local accounts are for the case that the directory cannot be reached.',
        'Sessions end after 10 minutes without activity. Do not raise this above 15 minutes on workstations in patient areas.',
      ],
    },
    communications: {
      paragraphs: [
        'Replace the self-signed certificate of first start by one of your own certification authority within 30 days. Pumps enrol with certificates of the gateway, which renew by themselves.',
        'Turn off TLS 1.2 (Settings, Security, Protocols) when all pumps have firmware 5.0 or later.',
      ],
    },
    accounts: {
      paragraphs: [
        'Give each person an account of their own. Remove the accounts of leavers on their last day, and review all accounts every six months.',
        'The maker’s service staff has no account on the gateway. For a service visit enable biomed for the day of the visit.',
      ],
    },
    residualData: {
      paragraphs: [
        'Pumps keep the last 500 events with the patient number until they are overwritten. Backups of the virtual machine hold the database of the gateway in encrypted form, and the key only if you exported it.',
        'HL7 messages wait in a queue on the data disk while the integration engine cannot be reached, for 24 hours at most. Treat copies of the queue as health information.',
      ],
    },
    retention: {
      paragraphs: [
        'Orders are deleted after 30 days and alarms after 90 days. Shorten both if your rules ask for it (Settings, Retention); longer retention belongs into the health record, not into the gateway.',
      ],
    },
    disposal: {
      paragraphs: [
        'Before a pump or the gateway leaves the hospital, remove what it keeps of patients.',
      ],
      steps: [
        'Pumps: Service, Decommission. The pump shows a receipt number: write it down.',
        'Gateway: Settings, Decommission. This destroys the key of the data disk.',
        'Delete the virtual machine and its snapshots and backups.',
        'Revoke the certificate of the gateway in your certification authority.',
      ],
    },
    updateNotification: {
      paragraphs: [
        'Registered operators receive a notice by e-mail for each security update. Notices and advisories (CSAF 2.0) are also published on the security page of the maker; the gateway shows a waiting update on its own security page.',
      ],
    },
    updateProcedure: {
      paragraphs: [
        'An update takes about 15 minutes. Pumps go on infusing meanwhile; alarms are shown on the pumps only, so tell the wards.',
      ],
      steps: [
        'Verify the update as the release notes say.',
        'Make a snapshot of the virtual machine.',
        'Settings, Update, Choose file. The gateway verifies the signature again and restarts.',
        'Check that the security page shows revision 3.2.0 and that pumps are connected.',
        'Delete the snapshot after one week.',
      ],
    },
  },
  residualRisks: {
    entries: [
      {
        id: 'RSK-2026-0011',
        category: 'Communications',
        description:
          'HL7 v2 messages to the integration engine are neither encrypted nor authenticated: who can write into that network segment can read or forge orders.',
        state: 'unmitigated',
        severity: 'high',
        compensatingControl:
          'Tunnel port 2575 (IPsec or WireGuard) or keep gateway and integration engine on the same host or switch.',
      },
      {
        id: 'RSK-2026-0014',
        category: 'Communications',
        description:
          'Pumps with firmware before 5.0 need TLS 1.2, which stays enabled for all clients.',
        state: 'accepted',
        severity: 'low',
        compensatingControl: 'Update the pumps, then turn TLS 1.2 off.',
      },
      {
        id: 'RSK-2026-0009',
        category: 'Physical access',
        description:
          'The service connector of the pump gives access to its event memory without a credential.',
        state: 'accepted',
        severity: 'medium',
        compensatingControl:
          'Store pumps that are not in use in a locked room, and use the connector cover with seal (part 4410-22).',
      },
      {
        id: 'RSK-2026-0016',
        category: 'Availability',
        description:
          'A flood of connections to port 8883 delays alarms on workstations by up to 40 seconds. Alarms on the pumps are not affected.',
        state: 'accepted',
        compensatingControl:
          'Limit connections to port 8883 to the addresses of enrolled pumps at the firewall.',
      },
    ],
  },
  fixedCases: {
    entries: [
      {
        caseId: 'CASE-2026-0031',
        cve: 'CVE-2026-40117',
        title:
          'A forged pump certificate was accepted when the gateway had been offline for longer than a day.',
        severity: 'critical',
        operatorAction:
          'Install 3.2.0. Then enrol again every pump that was enrolled between 1 September and the update (Settings, Pumps, Enrol again).',
        disclosure: 'disclose',
      },
      {
        caseId: 'CASE-2026-0027',
        cve: 'CVE-2026-39002',
        title: 'The alarm history could be read with the role biomed.',
        severity: 'medium',
        operatorAction: 'Install 3.2.0. Nothing else is needed.',
        disclosure: 'disclose',
      },
      {
        caseId: 'CASE-2026-0033',
        title: 'A case under embargo that no document for users may name.',
        severity: 'high',
        operatorAction: 'Install 3.2.0.',
        disclosure: 'withhold',
      },
    ],
  },
  componentUpdates: {
    entries: [
      {
        component: 'OpenSSL',
        from: '3.0.15',
        to: '3.0.18',
        reason: 'Includes the fix of CVE-2026-40117',
      },
      {
        component: 'Mosquitto',
        from: '2.0.18',
        to: '2.0.22',
        reason: 'End of maintenance of 2.0.18',
      },
    ],
  },
  openIssues: {
    entries: [
      {
        caseId: 'CASE-2026-0029',
        cve: 'CVE-2026-38810',
        title: 'Log lines can be forged by a user who can name a pump.',
        severity: 'low',
        conclusion: 'Accepted until 3.3.0: naming pumps takes the role biomed.',
        operatorAction: 'Grant the role biomed to named persons only.',
        disclosure: 'disclose',
      },
    ],
  },
  requiredConfiguration: {
    entries: [
      {
        setting: 'security.enrolment.grace',
        value: '24 hours or less',
        reason: 'Longer values bring back the weakness of CVE-2026-40117',
      },
      {
        setting: 'Firewall, port 8883/tcp',
        value: 'Only from the pump segment',
        reason: 'See the residual risk on availability in the security guide',
      },
    ],
  },
  changes: {
    entries: [
      {
        area: 'Network ports',
        kind: 'removed',
        subject: '1883/tcp',
        before: 'in; status from pumps without TLS',
      },
      {
        area: 'Accounts',
        kind: 'changed',
        subject: 'biomed',
        before: 'Enabled at delivery',
        after: 'Disabled until gwadmin enables it',
      },
      {
        area: 'Residual risks',
        kind: 'added',
        subject: 'RSK-2026-0016',
        after: 'accepted; connections to port 8883 can delay alarms on workstations',
      },
    ],
  },
  documentationCorrections: {
    entries: [
      {
        defectId: 'DEF-2026-0008',
        document: 'Installation manual DOC-2026-0017',
        place: 'section 4.2',
        correction:
          'Told to open 1883/tcp for all pumps. Now: only 8883/tcp, with enrolment before connection.',
      },
    ],
  },
  documentationRequirements: {
    entries: [
      {
        id: 'SOP-014, 3.1',
        requirement: 'Every open port has its purpose and protection in the security guide.',
        constraint: '5.8.2/network',
      },
      {
        id: 'SOP-014, 3.4',
        requirement: 'Every accepted risk names the control that the operator puts in place.',
        constraint: '5.8.2/residual',
      },
      {
        id: 'SOP-014, 3.6',
        requirement: 'Disposal is described so that a hospital can prove it was done.',
        constraint: '5.8.2/disposal',
      },
    ],
  },
  sbom: {
    format: 'CycloneDX 1.6',
    file: 'cantor-gateway-3.2.0.cdx.json',
    sha256: hash('a1'),
    components: 214,
    maintained: 12,
    supported: 61,
    required: 141,
  },
  conformance: {
    scoping: [
      'Health software of the gateway and the enrolment service are maintained software. The operating system of the virtual machine is supported software. The hypervisor is required software and is operated by the hospital.',
    ],
    tailoring: [
      'All activities of clause 5 apply. Penetration tests (5.7.4) are done by a laboratory that took no part in development.',
    ],
    annexE: {
      entries: [
        {
          item: 'Threat model and security requirements',
          coverage: 'covered',
          evidence: 'SEC-0102, revision 7',
        },
        {
          item: 'Secure coding standard and its verification',
          coverage: 'covered',
          evidence: 'SOP-031; static analysis report of 3.2.0',
        },
        {
          item: 'Security guidelines for hardening',
          coverage: 'covered',
          evidence: 'This document, section 2',
        },
        {
          item: 'Component security supplier assessment',
          coverage: 'partly',
          evidence: 'Two of five suppliers assessed; plan SEC-0140 until March 2027',
        },
      ],
    },
  },
  compatibility: {
    statement:
      'Revision 3.2.0 replaces 3.1.4 and 3.1.3 directly. Older revisions are updated to 3.1.4 first.',
    environments: [
      { name: 'Cantor P2 pumps', versions: 'Firmware 4.6 to 5.1', result: 'Tested' },
      { name: 'VMware ESXi', versions: '7.0 U3, 8.0 U2', result: 'Tested' },
      { name: 'Proxmox VE', versions: '8.2', result: 'Tested, without live migration' },
    ],
  },
  patches: {
    entries: [
      {
        update: 'Debian 12.9 security updates',
        owner: 'Debian',
        position: 'approved',
      },
      {
        update: 'VMware ESXi 9.0',
        owner: 'Broadcom',
        position: 'not-approved',
        mitigation:
          'Stay on 8.0 U2 with its security patches, and keep the management network of the hypervisor apart.',
      },
    ],
  },
  verification: {
    rootFingerprint: hash('b2'),
    openPgpFingerprint: '7F3A90D1C2B4E6587A9B0C1D2E3F405162738495',
    from: 'https://updates.halden-medical.example/cantor/3.2.0/',
    files: [
      { name: 'cantor-gateway-3.2.0.ova', bytes: 1_288_490_188, sha256: hash('c3') },
      { name: 'cantor-gateway-3.2.0.upd', bytes: 412_316_860, sha256: hash('d4') },
      { name: 'cantor-gateway-3.2.0.cdx.json', bytes: 481_220, sha256: hash('a1') },
    ],
  },
  approvals: [
    signed('Dr. Ingrid Solberg', 'Approved as product security engineer'),
    signed('Marek Ďurica', 'Approved for quality and regulatory affairs'),
  ],
}
