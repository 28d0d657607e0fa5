import { reviseDocument } from '../library.ts'
import { type Scene, scene } from '../stage.ts'
import { reviewChange } from './change.ts'
import { assessDefect, correctDefect, decideLook, openCandidate } from './looks.ts'
import { installation } from './password.ts'
import { keepsRisk } from './risks.ts'
import { assessesSafety } from './safety.ts'

const guidance = [
  'Set the integration engine to TLS 1.2 or later before the update of the gateway is installed.',
]

/** The penetration test finds old TLS: fixed in the same release, and not closed yet. */
export const tlsScenes: readonly Scene[] = [
  scene(8, async (stage) => {
    await stage.does(stage.cast.tomas, 'report/tls', 'receive', {
      title: 'Gateway accepts TLS 1.0 and TLS 1.1',
      description:
        'Finding 1 of the penetration test: towards the integration engine the gateway accepts TLS 1.0 and TLS 1.1 with ciphers in CBC mode.',
      product: 'Careline IP-2 gateway',
      productVersion: '2.3.0',
      source: 'a',
      channel: 'tracker',
      reference: `PT-${stage.date(8).slice(0, 4)}-03, finding 1`,
      exploited: 'no',
      alreadyPublic: 'no',
    })
  }),
  scene(9, async (stage) => {
    const { erika, tomas, anna } = stage.cast
    await stage.does(tomas, 'case/tls', 'open', {
      title: 'Gateway accepts outdated TLS towards the integration engine',
      summary: 'TLS 1.0 and 1.1 are accepted, so that orders could be read or changed on the way.',
      report: stage.id('report/tls'),
      cwe: 'CWE-327',
    })
    await stage.does(tomas, 'case/tls', 'verify-report', {
      outcome: 'reproduced',
      product: stage.id('product/careline'),
      revision: '2.3.0',
      how: 'testssl.sh against the port of the integration engine, in the factory setting.',
    })
    await stage.does(tomas, 'case/tls', 'describe', {
      rootCause: 'The library was set up to accept everything that old engines offer.',
      facts: {
        summary: 'Since 2.4.0 the gateway refuses TLS 1.0 and TLS 1.1; TLS 1.2 is the least.',
        algorithms: ['TLS 1.0', 'TLS 1.1'],
        features: ['integration engine'],
        guidance,
      },
    })
    await stage.does(tomas, 'case/tls', 'set-impact', {
      rows: ['2.2.0', '2.3.0'].map((revision) => ({
        product: stage.id('product/careline'),
        revision,
        status: 'affected',
        statement: 'Old versions are accepted where the other side asks for them.',
      })),
    })
    await stage.does(tomas, 'case/tls', 'score', {
      vector: 'CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N',
    })
    await assessesSafety(stage, 'case/tls', [tomas, erika], {
      product: 'product/careline',
      hazardousSituation: 'An order arrives at the pump changed on its way.',
      sequence: 'Somebody between engine and gateway breaks old TLS and changes an order.',
      harm: 'Wrong rate of an infusion until the next check of the ward.',
      severity: 'serious',
      p1: '0.01',
      p1Argument: 'No practical attack on these ciphers changes single messages in time.',
      p2: '0.0001',
      exploitability: 'low',
      exploitabilityReason: 'Needs a place on the path and much computing.',
      essentialPerformance: ['Orders reach the pump as they were written.'],
    })
    await stage.does(tomas, 'case/tls', 'propose-disposition', {
      path: 'configuration-change',
      reason: 'All integration engines that we know speak TLS 1.2 today.',
      guidance,
    })
    await stage.does(erika, 'case/tls', 'approve-disposition', { comment: 'Agreed.' })
    await stage.does(tomas, 'case/tls', 'decide-disclosure', {
      disclose: true,
      audiences: ['customers'],
      on: stage.date(104),
      tlp: 'GREEN',
      reason: 'Customers have to check their engine before they install the update.',
    })
    await stage.does(anna, 'case/tls', 'approve-disclosure', {})
    await stage.does(tomas, 'case/tls', 'request-change', {
      reference: 'CR-2296',
      description: 'Accept TLS 1.2 and TLS 1.3 only.',
    })
  }),
  scene(30, async (stage) => {
    await reviewChange(stage, stage.cast.erika, 'case/tls', {
      safety: 'Orders do not arrive where the engine is too old; the pump shows it and goes on.',
      security: 'Takes the outdated versions away.',
      effectiveness: 'A client that offers TLS 1.1 is refused.',
    })
  }),
  scene(72, async (stage) => {
    const { tomas, erika } = stage.cast
    await stage.does(erika, 'case/tls', 'verify-fix', {
      product: stage.id('product/careline'),
      fixedIn: '2.4.0',
      tested: 'TLS 1.0 and 1.1 are not offered, towards the engine and on the page.',
      how: 'testssl.sh against a gateway of hardware A and of hardware B.',
      regression: 'Sending and receiving orders with the three engines that customers use most.',
      regressionTests: ['TC-31', 'TC-32', 'TC-33'],
      passed: true,
    })
    await stage.does(tomas, 'case/tls', 'plan-task', {
      title: 'Tell the operators of three old engines',
      what: 'Field service names them: each has to be set to TLS 1.2 before it gets the update.',
      product: stage.id('product/careline'),
      due: stage.date(118),
    })
    await stage.does(tomas, 'message/tls', 'write', {
      case: stage.id('case/tls'),
      audience: 'team',
      text: '@erika two of the three engines are changed; the third one waits for its maintenance window.',
    })
    await keepsRisk(stage, tomas, 'case/tls', {
      product: 'product/careline',
      register: 'R-091',
      category: 'Communication',
      residual: 'acceptable',
      description: 'An integration engine without TLS 1.2 cannot be connected.',
      compensatingControl: 'Document by hand until the engine is updated.',
    })
    await stage.does(tomas, 'case/tls', 'ask-owners', {
      products: [stage.id('product/lucent')],
    })
    await stage.does(stage.cast.ralf, 'case/tls', 'answer-for-product', {
      product: stage.id('product/lucent'),
      answer: 'not-affected',
      justification: 'vulnerable-code-not-in-execute-path',
      statement: 'Lucent View has accepted TLS 1.2 and later only since 5.0.',
    })
  }),
  scene(73, async (stage) => {
    const look = await openCandidate(stage, 'case/tls', {
      defect: 'defect/tls',
      says: 'TLS 1.0, TLS 1.1 and TLS 1.2',
      document: 'document/careline-security',
      title: 'Security guide promises TLS 1.0 and 1.1',
      severity: 'medium',
      misleads: 'Administrators keep an integration engine that the gateway will refuse.',
    })
    await openCandidate(stage, 'case/tls', {
      defect: 'defect/tls-setup',
      says: 'TLS 1.0 and later',
      document: 'document/careline-installation',
      title: 'Installation guide says that old integration engines can be connected',
      severity: 'medium',
      misleads: 'The connection fails on the day of the installation.',
    })
    await decideLook(stage, look, [
      ['hardware A and B', 'Release notes of 2.3.0: right for that revision.'],
      ['', 'Names the integration engine only; nothing in it has become false.'],
    ])
  }),
  scene(75, async (stage) => {
    await reviseDocument(stage, 'document/careline-security', '2', 75, security)
    await correctDefect(stage, 'defect/tls', '2', security[0])
    // Corrected with the revision that took the factory password out.
    await stage.does(stage.cast.wanda, 'defect/tls-setup', 'assign', {
      to: stage.cast.wanda.name,
      until: stage.date(80),
    })
  }),
  scene(77, async (stage) => {
    await reviseDocument(stage, 'document/careline-installation', '3', 77, [...installation, setup])
    await correctDefect(stage, 'defect/tls-setup', '3', setup)
  }),
  scene(78, async (stage) => {
    for (const defect of ['defect/tls', 'defect/tls-setup'] as const) {
      await stage.does(stage.cast.erika, defect, 'verify', {
        right: true,
        reason: 'Read and right.',
      })
      await assessDefect(
        stage,
        defect,
        'A connection that fails is noticed; orders go by phone then.',
      )
      await stage.does(stage.cast.wanda, defect, 'close', {
        told: 'next-release',
        reason: 'Goes out with 2.4.0.',
      })
    }
  }),
]

const security = [
  [
    'The gateway supports TLS 1.0, TLS 1.1 and TLS 1.2 and chooses the highest version that the other side offers.',
    'The gateway speaks TLS 1.2 and TLS 1.3. It refuses older versions.',
  ],
  [
    'The service account has the factory password care4you. Keep it for our field service.',
    'The service account has no password at delivery. A technician enables it for one visit at a time.',
  ],
] as const

const setup = [
  'The gateway accepts TLS 1.0 and later, so that older integration engines can be connected without changes.',
  'The gateway needs TLS 1.2 or later. Set the integration engine to it before you connect it.',
] as const
