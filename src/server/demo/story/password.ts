import { createHash } from 'node:crypto'
import { reviseDocument } from '../library.ts'
import { type Scene, scene } from '../stage.ts'
import { reviewChange } from './change.ts'
import { assessDefect, correctDefect, decideLook, openCandidate } from './looks.ts'
import { keepsRisk } from './risks.ts'
import { assessesSafety } from './safety.ts'

const guidance = [
  'Block port 8080 to the gateway on the firewall; use the configuration page on port 8443.',
  'Give each gateway its own password for the service account when the update is installed.',
]

/** A researcher finds the password of the service account: from the report to the closed case. */
export const passwordScenes: readonly Scene[] = [
  scene(3, async (stage) => {
    await stage.does(stage.stranger, 'report/password', 'receive', {
      title: 'Factory password of the ward gateway works everywhere',
      description:
        'While testing for a client I found that the Careline gateway answers on port 8080 without encryption and lets the user service in with the password care4you, which stands in the installation guide. It worked on all three gateways that I was allowed to test. With that account I could change the addresses that pumps are connected to.',
      product: 'Careline IP-2 gateway',
      productVersion: '2.3.0',
      steps: '1. Open http://GATEWAY:8080\n2. Sign in as service with the password care4you',
      impact: 'Anybody in the ward network can change the settings of the gateway.',
      exploited: 'unknown',
      alreadyPublic: 'no',
      disclosurePlans: 'I would like to speak about it at a conference in about half a year.',
      credit: 'Sanna Virtanen',
      reporterName: 'Sanna Virtanen',
      reporterEmail: 'sanna@virtanen-security.example',
      source: 'f',
      channel: 'portal',
      linkHash: createHash('sha256').update(stage.reporterToken).digest('hex'),
    })
  }),
  scene(4, async (stage) => {
    const { mirko, erika } = stage.cast
    await stage.does(mirko, 'report/password', 'acknowledge', {
      message:
        'Thank you for the clear report. We could repeat it this morning and are looking at all revisions.',
      nextDate: stage.date(18),
    })
    await stage.does(erika, 'case/password', 'open', {
      title: 'Service account of the gateway has a known factory password',
      summary:
        'The gateway answers on port 8080 over plain HTTP and accepts the factory password of the service account, which is the same on all gateways and printed in the installation guide.',
      report: stage.id('report/password'),
      cve: `CVE-${stage.date(3).slice(0, 4)}-99101`,
      cwe: 'CWE-798',
      awareOn: stage.date(3),
    })
    await stage.does(erika, 'case/password', 'verify-report', {
      outcome: 'reproduced',
      product: stage.id('product/careline'),
      revision: '2.3.0',
      how: 'A gateway of the test ward with the settings of the factory: a browser on port 8080 and the password from the installation guide open the service menu.',
      tools: ['curl 8.14'],
    })
    await stage.does(erika, 'case/password', 'record-context', {
      location: 'The web server of the gateway, in the ward network beside the pumps.',
      boundary: 'Ward network to the configuration of the gateway.',
      reachableBy: 'Whoever is on the ward network, with any device.',
      data: 'The network settings and the assignment of pumps to beds; no names of patients.',
    })
  }),
  scene(7, async (stage) => {
    const { erika } = stage.cast
    await stage.does(erika, 'case/password', 'describe', {
      rootCause: 'The password is part of the firmware image and was never asked to be changed.',
      facts: {
        summary:
          'Since 2.4.0 the service account has no factory password, and the configuration page on port 8080 is gone: it is reached over HTTPS on port 8443.',
        product: { name: 'Careline IP-2', affected: '<= 2.3.0', fixed: '2.4.0' },
        accounts: [{ name: 'service', defaultCredential: 'care4you' }],
        ports: [{ port: 8080, protocol: 'tcp', service: 'http' }],
        features: ['configuration page'],
        guidance,
      },
    })
    await stage.does(erika, 'case/password', 'note-exploitation', {
      status: 'poc',
      source: 'The report: the password stands in the installation guide',
    })
    await stage.does(erika, 'case/password', 'set-impact', {
      rows: [
        ...['2.2.0', '2.3.0'].map((revision) => ({
          product: stage.id('product/careline'),
          revision,
          status: 'affected',
          statement: 'Port 8080 and the factory password are there.',
        })),
        {
          product: stage.id('product/lucent'),
          revision: '5.1.0',
          status: 'not-affected',
          justification: 'vulnerable-code-not-present',
          statement: 'The viewer has no service account.',
        },
      ],
    })
    await stage.does(erika, 'case/password', 'score', {
      vector: 'CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:L',
    })
    await stage.does(erika, 'case/password', 'decide-ssvc', {
      answers: { E: 'P', A: 'Y', VD: 'D', TI: 'T', PSI: 'S' },
      reason: 'One password opens every gateway that can be reached.',
    })
    await stage.does(erika, 'case/password', 'score', {
      vector: 'CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:L/SC:N/SI:L/SA:N',
    })
  }),
  scene(10, async (stage) => {
    const { erika, anna } = stage.cast
    await assessesSafety(stage, 'case/password', [erika, anna], {
      product: 'product/careline',
      hazardousSituation: 'A pump runs with a rate that nobody in the ward has ordered.',
      sequence:
        'Somebody in the ward network signs in with the factory password, changes an order in the gateway, and the nurse confirms it at the pump without comparing.',
      harm: 'Overdose or underdose of an infusion.',
      severity: 'serious',
      p2: '0.0001',
      exploitability: 'high',
      exploitabilityReason: 'The password stands in a service manual that is public.',
      essentialPerformance: ['Orders reach the pump as they were written.'],
      privacy: {
        data: 'Names and orders of the patients of a ward',
        people: 60,
        gdpr: 'breach-no-risk',
        reason: 'Seen only from within the ward network, where staff read them anyway.',
      },
    })
    await stage.does(erika, 'case/password', 'decide-reportability', {
      authority: 'fda-806',
      reportable: false,
      reason: 'The gateway is sold in Europe only: there is no correction in the United States.',
    })
    await stage.does(anna, 'case/password', 'approve-reportability', { authority: 'fda-806' })
    await stage.does(erika, 'case/password', 'propose-disposition', {
      path: 'code-fix',
      reason: 'Only a change of the firmware takes the password away on all gateways.',
      considered: [
        { alternative: 'Guidance alone', whyNot: 'Few hospitals would change the password.' },
        {
          alternative: 'A password of its own for each gateway',
          whyNot: 'Field service would need a list of them, which is one more thing to lose.',
        },
      ],
      guidance,
    })
    await stage.does(anna, 'case/password', 'approve-disposition', { comment: 'Agreed.' })
    await stage.does(erika, 'case/password', 'decide-disclosure', {
      disclose: true,
      audiences: ['customers', 'public', 'regulators', 'reporter'],
      on: stage.date(104),
      reason: 'Operators must block the port; the password stands in a document that is public.',
    })
    await stage.does(anna, 'case/password', 'approve-disclosure', {})
  }),
  scene(18, async (stage) => {
    await stage.does(stage.cast.mirko, 'report/password', 'reply', {
      message:
        'The change is planned for revision 2.4.0. Until then we ask hospitals to block the port.',
      nextDate: stage.date(47),
    })
    await stage.does(stage.cast.erika, 'case/password', 'request-change', {
      reference: 'CR-2291',
      description: 'Remove the factory password and the plain configuration page from the gateway.',
      links: [
        {
          kind: 'merge-request',
          url: 'https://git.careline.example/gateway/merge_requests/871',
          title: 'Remove factory password',
        },
      ],
    })
  }),
  scene(22, async (stage) => {
    await stage.does(stage.stranger, 'report/password', 'add-from-reporter', {
      message: 'Good to hear. Does it also concern the older gateways of hardware A?',
    })
    await reviewChange(stage, stage.cast.tomas, 'case/password', {
      safety: 'No function of the pump uses the configuration page; therapy is not touched.',
      security: 'Takes away the shared secret and the open port. Nothing new is opened.',
      effectiveness: 'The steps of the report no longer work on a build with the change.',
    })
  }),
  scene(23, async (stage) => {
    await stage.does(stage.cast.mirko, 'report/password', 'reply', {
      message: 'Yes, hardware A is concerned too, and the same update is for both.',
    })
  }),
  scene(47, async (stage) => {
    await stage.does(stage.cast.mirko, 'report/password', 'reply', {
      message: 'The change is built and in test. We expect the release in two months.',
      nextDate: stage.date(76),
    })
  }),
  scene(70, async (stage) => {
    const { erika, tomas } = stage.cast
    await stage.does(tomas, 'case/password', 'verify-fix', {
      product: stage.id('product/careline'),
      fixedIn: '2.4.0',
      tested:
        'The steps of the report, a port scan, and signing in as service with the old password: refused.',
      how: 'By hand and with a scanner, on a gateway of hardware A and of hardware B.',
      regression: 'Sign-in of technicians, and orders from engine to pump.',
      regressionTests: ['TC-12', 'TC-13', 'TC-31'],
      passed: true,
      evidence: [await stage.keep('verification-CR-2291.txt', 'TC-114 passed\nTC-115 passed\n')],
    })
    await keepsRisk(stage, erika, 'case/password', {
      product: 'product/careline',
      register: 'R-088',
      category: 'Access',
      residual: 'acceptable',
      description: 'Gateways that are not updated keep the factory password.',
      compensatingControl: 'Block port 8080 on the firewall until the update is installed.',
    })
    await stage.does(erika, 'case/password', 'ask-owners', {
      products: [stage.id('product/lucent')],
    })
    await stage.does(stage.cast.ralf, 'case/password', 'answer-for-product', {
      product: stage.id('product/lucent'),
      answer: 'not-affected',
      justification: 'vulnerable-code-not-present',
      statement: 'Lucent View has no account that is set up at the factory.',
    })
    await stage.does(erika, 'case/password', 'tell-third-party', {
      none: true,
      reason: 'The password and the page are our own code.',
    })
  }),
  scene(71, async (stage) => {
    const look = await openCandidate(stage, 'case/password', {
      defect: 'defect/password',
      says: 'care4you',
      document: 'document/careline-installation',
      title: 'Installation guide gives the factory password',
      severity: 'high',
      misleads: 'Technicians expect a password that is gone, or look for it on old gateways.',
    })
    await openCandidate(stage, 'case/password', {
      defect: 'defect/port',
      says: 'Port 8080 must be reachable',
      document: 'document/careline-network',
      title: 'Network configuration asks to open port 8080',
      severity: 'medium',
      misleads: 'The firewall stays open for a port that nothing uses any more.',
    })
    await decideLook(stage, look, [
      ['8080', 'Goes with the statement beside it, in the same revision.'],
      ['care4you', 'Is taken out with the revision that corrects the part on TLS.'],
      ['', 'Names the page or the account only; nothing in it has become false.'],
    ])
  }),
  scene(74, async (stage) => {
    await reviseDocument(stage, 'document/careline-installation', '2', 74, installation)
    await reviseDocument(stage, 'document/careline-network', '2', 74, network)
    await correctDefect(stage, 'defect/password', '2', installation[0])
    await correctDefect(stage, 'defect/port', '2', network[1])
  }),
  scene(76, async (stage) => {
    for (const defect of ['defect/password', 'defect/port'] as const) {
      await stage.does(stage.cast.erika, defect, 'verify', {
        right: true,
        reason: 'Read against a gateway with 2.4.0.',
      })
      await assessDefect(stage, defect, 'The page controls no pump.')
      await stage.does(stage.cast.wanda, defect, 'close', {
        told: 'next-release',
        reason: 'Goes out with 2.4.0, whose notice tells of it.',
      })
    }
  }),
]

/** What changed in the installation guide; its later revisions hold it too. */
export const installation = [
  [
    'Sign in with the user name service and the factory password care4you. The password is the same for all gateways and does not have to be changed.',
    'Follow the assistant: it asks for a password of this gateway before anything else. There is no factory password.',
  ],
  ['open http://192.168.10.1:8080 in', 'open https://192.168.10.1:8443 in'],
  ['| 8080/tcp | HTTP | in | Configuration page of the gateway |\n', ''],
  ['in | Status page for nurses and technicians', 'in | Status page and configuration page'],
  [
    'Open port 8080 on the ward firewall so that the configuration page can be reached from the workplace of the technicians.',
    'The configuration page is reached over HTTPS on port 8443. Close port 8080 on the ward firewall if it was open.',
  ],
] as const

const network = [
  ['| 8080/tcp | Configuration page (HTTP) | workplaces of technicians | gateway | open |\n', ''],
  [
    'Port 8080 must be reachable from the network of medical engineering. Do not block it: the gateway cannot be configured without it.',
    'Since 2.4.0 nothing answers on port 8080. Block it.',
  ],
] as const
