import type { OpenReviewState } from '../../../cases/index.ts'
import type { ReleaseState } from '../../../releases/index.ts'
import { type Scene, scene } from '../stage.ts'
import { decideLook, decideOmissions, lookAfter } from './looks.ts'
import { addRevision } from './products.ts'

const compatibility =
  'For gateways of hardware A and B with 2.2.0 or 2.3.0, and pumps with firmware 2.1 or later. Needs an integration engine that speaks TLS 1.2 or later. Do not install it with integration engines that speak TLS 1.1 at most: orders would no longer arrive.'
const instructions =
  '1. Check that the integration engine speaks TLS 1.2 or later.\n2. Load the file on the page Maintenance; the gateway is not available for about four minutes, pumps keep running.\n3. Sign in as technician and set the password of the service account.\n4. The page Maintenance must show 2.4.0. To go back, choose Previous revision there.'

const onPaper = 'Stands in the letter that goes with this release.'

/** Why the release goes without what no record says; Anna signs for each. */
const withoutIt: Readonly<Record<string, string>> = {
  'guide/about': 'Our security contact stands on our page and in security.txt.',
  'guide/health-information':
    'The gateway keeps orders for minutes only; the instructions for use tell where.',
  'notes/compatibility': 'The compatibility statement goes with the update and is signed with it.',
  'notes/verification':
    'The hashes are made when the update is published; the notice tells how to check them.',
}

/** Careline 2.4.0: gate, review, documents, signatures, update, notices, advisory, closure. */
export const releaseScenes: readonly Scene[] = [
  // What the looks at the documents still ask, once these are corrected.
  scene(79, async (stage) => {
    for (const about of ['case/password', 'case/tls'] as const) {
      const look = await lookAfter(stage, about)
      await decideLook(stage, look, [['', 'Read in its newest revision: nothing in it is false.']])
      await decideOmissions(stage, look, [
        [
          '8080',
          'The network configuration says it since its revision 2; the notice tells it, too.',
        ],
        [
          'own password',
          'The assistant asks for it before anything else; the notice tells it, too.',
        ],
        ['TLS 1.2', 'The installation guide says it since its revision 3, in other words.'],
      ])
    }
  }),
  scene(69, (stage) =>
    addRevision(stage, 'product/careline', '2.4.0', { status: 'in-development' }),
  ),
  scene(82, async (stage) => {
    const { ralf } = stage.cast
    await stage.does(ralf, 'release/careline', 'plan', {
      title: 'Careline IP-2 2.4.0',
      product: stage.id('product/careline'),
      revision: '2.4.0',
      previousRevision: '2.3.0',
      cases: [stage.id('case/password'), stage.id('case/tls')],
    })
    // Shut: nobody has looked at the open issues yet.
    await stage.does(ralf, 'release/careline', 'evaluate-gate')
  }),
  scene(84, async (stage) => {
    const { erika, anna, ralf } = stage.cast
    await stage.does(erika, 'open-review/careline', 'hold', {
      title: 'Open issues before Careline 2.4.0',
      release: stage.id('release/careline'),
      product: stage.id('product/careline'),
      participants: [erika.name, anna.name, ralf.name],
    })
    const { issues } = await stage.state<OpenReviewState>('open-review/careline')
    const fixed = [stage.id('case/password'), stage.id('case/tls')]
    await stage.does(erika, 'open-review/careline', 'conclude', {
      conclusions: issues.map((issue) =>
        fixed.includes(issue.case)
          ? { case: issue.case, conclusion: 'release-anyway', reason: 'Fixed in this release.' }
          : {
              case: issue.case,
              conclusion: 'release-anyway',
              reason: 'Not made worse by 2.4.0; its own change follows.',
            },
      ),
      minutes:
        'We went through the list one by one. OpenSSH stays as it is, since remote maintenance is closed at delivery. The import of the drug library is planned for 2.5.',
    })
    await stage.does(anna, 'open-review/careline', 'sign')
    await stage.does(ralf, 'release/careline', 'evaluate-gate')
    await stage.does(ralf, 'release/careline', 'write-documents')
  }),
  scene(85, async (stage) => {
    const { anna } = stage.cast
    const { documents } = await stage.state<ReleaseState>('release/careline')
    const open = new Map(
      documents.flatMap(({ gaps }) => gaps.map(({ gap }) => [gap, gap] as const)),
    )
    await stage.does(anna, 'release/careline', 'waive-gaps', {
      gaps: [...open.keys()].map((gap) => ({ gap, reason: withoutIt[gap] ?? onPaper })),
    })
  }),
  scene(86, async (stage) => {
    await stage.does(stage.cast.ralf, 'release/careline', 'sign', { comment: 'Gate open.' })
    await stage.does(stage.cast.anna, 'release/careline', 'sign', {
      comment: 'Read the security guide and the release notes.',
    })
  }),
  scene(102, async (stage) => {
    const { ralf, anna } = stage.cast
    await stage.does(ralf, 'update/careline', 'prepare', {
      title: 'Careline IP-2 gateway 2.4.0',
      release: stage.id('release/careline'),
      product: stage.id('product/careline'),
      revision: '2.4.0',
      cases: [stage.id('case/password'), stage.id('case/tls')],
      files: [
        await stage.keep('careline-gateway-2.4.0.bin', firmware),
        await stage.keep('careline-gateway-2.4.0.txt', instructions),
      ],
      compatibility,
      instructions,
    })
    await stage.does(anna, 'update/careline', 'approve', {
      comment: 'Installed on hardware A and B.',
    })
  }),
  scene(104, async (stage) => {
    const { ralf, erika, anna } = stage.cast
    await stage.does(ralf, 'update/careline', 'publish')
    await stage.settle()
    await stage.does(ralf, 'product/careline', 'change-revision', {
      revision: '2.4.0',
      status: 'in-field',
      releasedOn: stage.date(104),
    })
    await stage.does(ralf, 'update/careline', 'notify', {
      message: 'Please install this update within 30 days and block port 8080 until then.',
    })
    await stage.does(erika, 'advisory/password', 'draft', {
      case: stage.id('case/password'),
      title: 'Careline IP-2: factory password of the gateway',
      summary:
        'The ward gateway of Careline IP-2 accepts a factory password that is the same on all gateways. Somebody in the ward network can change the settings of the gateway. Pumps keep delivering what was accepted at the bedside.',
      mitigation: 'Block port 8080 to the gateway until the update is installed.',
    })
    await stage.does(anna, 'advisory/password', 'approve', { comment: 'Agreed with the reporter.' })
    await stage.does(ralf, 'advisory/password', 'publish')
  }),
  scene(106, async (stage) => {
    const { erika, mirko } = stage.cast
    await stage.does(erika, 'case/password', 'close', {
      conclusion: 'Fixed in 2.4.0, published, users told; the reporter agrees.',
    })
    await stage.does(mirko, 'report/password', 'conclude', {
      exit: 'resolved',
      reason: 'Update and advisory are published.',
      message: 'The update and the advisory are out. Thank you for the good work together.',
    })
    await stage.does(stage.cast.tomas, 'advisory/dcmtk', 'draft', {
      case: stage.id('case/dcmtk'),
      title: 'Lucent View: received images can leave the storage folder',
      summary: 'A sender in the clinical network can choose where the image server stores a file.',
    })
  }),
  scene(112, async (stage) => {
    const { ralf } = stage.cast
    const { users } = await stage.state<{ readonly users: readonly { readonly user: string }[] }>(
      'product/careline',
    )
    const [first, second] = users
    await stage.does(ralf, 'update/careline', 'record-acknowledgement', {
      user: first?.user,
      on: stage.date(109),
      note: 'Installed on both wards.',
    })
    await stage.does(ralf, 'update/careline', 'record-acknowledgement', {
      user: second?.user,
      on: stage.date(111),
      note: 'Planned for next month, port 8080 is blocked.',
    })
  }),
]

/** Stands for the firmware: its bytes mean nothing. */
const firmware = Buffer.from('Careline gateway 2.4.0\n'.repeat(4_000))
