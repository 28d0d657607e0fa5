import { type Scene, scene } from '../stage.ts'
import { citeFor, decideLook, lookAfter } from './looks.ts'
import { keepsRisk } from './risks.ts'
import { assessesSafety } from './safety.ts'

/** News, developers, audit logs and a second researcher: cases on their way, and one accepted risk. */
export const otherScenes: readonly Scene[] = [
  scene(20, async (stage) => {
    const { mirko } = stage.cast
    await stage.does(stage.stranger, 'report/version', 'receive', {
      title: 'Gateway tells its version to everybody',
      description: 'The sign-in page of the gateway shows the exact firmware version.',
      product: 'Careline IP-2 gateway',
      source: 'f',
      channel: 'mail',
      reporterName: 'Lea Moreau',
      reporterEmail: 'lea.moreau@audits.example',
    })
    await stage.does(mirko, 'report/version', 'acknowledge', {
      message: 'Thank you, we are looking at it.',
      nextDate: stage.date(34),
    })
    await stage.does(mirko, 'report/news', 'receive', {
      title: 'ISAC bulletin: medical devices with OpenSSH open to regreSSHion',
      description:
        'The bulletin warns that many devices in hospitals still run OpenSSH 8.5p1 to 9.7p1 (CVE-2024-6387). The gateway brings 9.2p1 along for remote maintenance.',
      product: 'Careline IP-2 gateway',
      source: 'g',
      channel: 'news',
      reference: 'Weekly watch of the news',
      identifiers: ['CVE-2024-6387'],
      exploited: 'unknown',
      alreadyPublic: 'yes',
    })
  }),
  scene(24, async (stage) => {
    const { erika, tomas, anna } = stage.cast
    await stage.does(erika, 'case/version', 'open', {
      title: 'Sign-in page shows the firmware version',
      summary: 'Whoever reaches the page learns which revision runs.',
      report: stage.id('report/version'),
      cwe: 'CWE-200',
    })
    await stage.does(erika, 'case/version', 'verify-report', {
      outcome: 'reproduced',
      product: stage.id('product/careline'),
      revision: '2.3.0',
      how: 'The sign-in page shows the revision below the fields.',
    })
    await stage.does(erika, 'case/version', 'set-impact', {
      rows: [
        {
          product: stage.id('product/careline'),
          revision: '2.3.0',
          status: 'affected',
          statement: 'Shown on purpose, so that field service sees it.',
        },
      ],
    })
    await stage.does(erika, 'case/version', 'score', {
      vector: 'CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
    })
    await stage.does(erika, 'case/version', 'propose-disposition', {
      path: 'residual-risk',
      reason: 'Field service and hospitals need it; the page is reached in the ward network only.',
      guidance: ['Allow the status page from the ward network only.'],
    })
    await stage.does(anna, 'case/version', 'approve-disposition', {})
    await assessesSafety(stage, 'case/version', [erika, anna], {
      product: 'product/careline',
      hazardousSituation: 'None by itself: the version helps to choose an attack.',
      sequence: 'Somebody reads the version and looks for known flaws of it.',
      harm: 'None that the version alone could do.',
      severity: 'negligible',
      p2: 'improbable',
      exploitability: 'medium',
      exploitabilityReason: 'Whoever reaches the page reads it.',
    })
    await stage.does(erika, 'case/version', 'decide-disclosure', {
      disclose: false,
      reason: 'Operators can do nothing about it beyond what the security guide says already.',
    })
    await stage.does(anna, 'case/version', 'approve-disclosure', {})
    await keepsRisk(stage, erika, 'case/version', {
      product: 'product/careline',
      register: 'R-095',
      category: 'Information',
      residual: 'acceptable',
      description: 'The firmware version can be read in the ward network.',
      compensatingControl: 'Allow the status page from the ward network only.',
    })
    await stage.does(erika, 'case/version', 'ask-owners', {
      none: true,
      reason: 'Lucent View shows its version after the sign-in only.',
    })
    await stage.does(erika, 'case/version', 'tell-third-party', {
      none: true,
      reason: 'Our own page.',
    })
    await stage.settle()
    const look = await lookAfter(stage, 'case/version')
    await decideLook(stage, look, [['', 'Names the page; nothing in it is false.']])
    await citeFor(
      stage,
      look,
      'ward network only',
      'document/careline-network',
      'Status page (HTTPS)',
    )
    await stage.does(erika, 'case/version', 'close', { conclusion: 'Accepted with guidance.' })
    await stage.settle()
    await stage.does(stage.cast.mirko, 'report/version', 'conclude', {
      exit: 'resolved',
      reason: 'Risk accepted in the case.',
      message:
        'We keep showing the version, since field service needs it, and ask hospitals to keep the page inside the ward network. Thank you for telling us.',
    })
    await stage.does(tomas, 'case/openssh', 'open', {
      title: 'OpenSSH of the gateway is affected by regreSSHion',
      summary:
        'While remote maintenance is open, the gateway could be attacked without signing in.',
      report: stage.id('report/news'),
      cve: 'CVE-2024-6387',
      cwe: 'CWE-362',
    })
    await stage.does(tomas, 'case/openssh', 'verify-report', {
      outcome: 'cannot-be-tried',
      how: 'The method that is public takes days and other processors. The SBOM names the version that is vulnerable.',
    })
    await stage.does(tomas, 'case/openssh', 'set-impact', {
      rows: ['2.2.0', '2.3.0'].map((revision) => ({
        product: stage.id('product/careline'),
        revision,
        status: 'affected',
        statement: 'Only while remote maintenance is open, at most eight hours.',
      })),
    })
    await stage.does(tomas, 'case/openssh', 'score', {
      vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
      source: 'NVD',
    })
  }),
  scene(33, async (stage) => {
    const { tomas, erika } = stage.cast
    await stage.does(tomas, 'case/openssh', 'propose-disposition', {
      path: 'compensating-control',
      reason: 'The port is closed at delivery; a limit on waiting sign-ins takes the attack away.',
      guidance: ['Open remote maintenance only while field service is connected.'],
      control: 'At most two connections may wait for their sign-in (MaxStartups), for ten seconds.',
    })
    await stage.does(erika, 'case/openssh', 'approve-disposition', {})
    await stage.does(tomas, 'case/openssh', 'decide-disclosure', {
      disclose: true,
      audiences: ['customers'],
      on: stage.date(135),
      tlp: 'GREEN',
      reason: 'Customers ask whether the gateway is concerned.',
    })
    await stage.does(erika, 'case/openssh', 'approve-disclosure')
  }),
  scene(40, async (stage) => {
    const { tomas, erika } = stage.cast
    await stage.does(tomas, 'report/import', 'receive', {
      title: 'Drug library is imported without a signature',
      description:
        'Seen while working on the import: the gateway checks the form of the file and not who made it.',
      product: 'Careline IP-2 gateway',
      source: 'c',
      channel: 'cli',
      reference: 'DEV-4410',
      exploited: 'no',
      alreadyPublic: 'no',
    })
    await stage.does(erika, 'case/import', 'open', {
      title: 'Drug library can be imported without a signature',
      summary: 'Somebody with the technician role could bring in a library with wrong limits.',
      report: stage.id('report/import'),
      cwe: 'CWE-345',
    })
    await stage.does(erika, 'case/import', 'set-impact', {
      rows: [
        {
          product: stage.id('product/careline'),
          revision: '2.3.0',
          status: 'under-investigation',
          statement: '',
        },
      ],
    })
    await stage.does(erika, 'case/import', 'score', {
      vector: 'CVSS:3.1/AV:A/AC:L/PR:H/UI:N/S:C/C:N/I:H/A:N',
    })
    await stage.does(erika, 'case/import', 'decide-disclosure', {
      disclose: false,
      reason: 'Not before it is clear which revisions are affected; decided anew then.',
    })
    await stage.does(tomas, 'case/import', 'approve-disclosure')
  }),
  // The new revision brings the same server along.
  scene(83, async (stage) => {
    await stage.does(stage.cast.tomas, 'case/openssh', 'set-impact', {
      rows: ['2.2.0', '2.3.0', '2.4.0'].map((revision) => ({
        product: stage.id('product/careline'),
        revision,
        status: 'affected',
        statement: 'Only while remote maintenance is open, at most eight hours.',
      })),
    })
    // Another revision is affected than those that the decisions were approved for.
    await stage.does(stage.cast.erika, 'case/openssh', 'approve-disposition', {})
    await stage.does(stage.cast.erika, 'case/openssh', 'approve-disclosure')
  }),
  scene(110, async (stage) => {
    for (const report of ['report/news', 'report/import'] as const)
      await stage.does(stage.cast.mirko, report, 'reply', {
        message: 'Still open: planned for revision 2.5.',
        nextDate: stage.date(139),
      })
  }),
  scene(50, async (stage) => {
    const { mirko } = stage.cast
    await stage.does(mirko, 'report/log', 'receive', {
      title: 'Audit log: 4,000 failed sign-ins in one night',
      description:
        'The log server of St. Anna Hospital raised an alarm: failed sign-ins as service at two gateways, from one address in the ward network.',
      product: 'Careline IP-2 gateway',
      productVersion: '2.3.0',
      source: 'e',
      channel: 'log',
      reference: 'Log alarm 77121',
      exploited: 'unknown',
    })
    await stage.does(mirko, 'report/log', 'acknowledge', {
      message: 'The hospital was called; the address belongs to a scanner of its own IT security.',
      nextDate: stage.date(64),
    })
    await stage.does(mirko, 'report/log', 'conclude', {
      exit: 'not-a-vulnerability',
      reason: 'A vulnerability scanner of the hospital, confirmed by its owner.',
      message: 'The sign-ins came from your own scanner. The lock of the account held.',
    })
  }),
]
