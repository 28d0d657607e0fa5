import type { DocumentState } from '../../../documents/index.ts'
import { readingRoomPlan, scannedPlan } from '../documents/reading-room.ts'
import { type LibraryName, reviseDocument } from '../library.ts'
import { type Scene, type Stage, scene } from '../stage.ts'
import { correctDefect } from './looks.ts'
import { addRevision } from './products.ts'

/** What is not ready yet: Lucent View 5.2.0 behind its shut gate, defects on their way, patches. */
export const plannedScenes: readonly Scene[] = [
  scene(35, async (stage) => {
    const { tomas, ralf, erika, anna } = stage.cast
    await recordPatch(stage, 'patch/openssh', 'careline', 'Debian', 'openssh', '9.2p1-2+deb12u3')
    await stage.does(erika, 'patch/openssh', 'decide-position', {
      position: 'under-test',
      mitigation: 'Keep remote maintenance closed.',
      reason: 'In test on hardware A and B.',
    })
    await stage.does(anna, 'patch/openssh', 'decide-position', {
      position: 'approved',
      reason: 'Tested with 2.3.0; comes with 2.5, since the image of 2.4.0 is frozen.',
    })
    await recordPatch(
      stage,
      'patch/windows',
      'lucent',
      'Microsoft',
      'Cumulative update for Windows 11',
      stage.date(30).slice(0, 7),
    )
    await stage.does(tomas, 'patch/windows', 'decide-position', {
      position: 'not-approved',
      mitigation: 'Leave it out on workplaces; restrict remote desktop to administrators.',
      reason: 'The calibration of two displays is lost after it.',
    })
    await recordPatch(stage, 'patch/postgresql', 'lucent', 'PostgreSQL', 'Minor update', '15.14')
    await stage.does(
      ralf,
      'patch/java',
      'record',
      patchOf(stage, 'lucent', 'Adoptium', 'JRE', '17.0.16'),
    )
    await stage.does(tomas, 'patch/java', 'decide-position', {
      position: 'under-test',
      mitigation: 'Nothing: the runtime is not reachable from outside.',
      reason: 'Two weeks on the reference system.',
    })
  }),
  scene(65, (stage) => addRevision(stage, 'product/lucent', '5.2.0', { status: 'in-development' })),
  scene(83, async (stage) => {
    const { tomas, anna } = stage.cast
    const patch = { vendor: 'Debian', product: stage.id('product/careline'), revision: '2.4.0' }
    await stage.does(tomas, 'patch/ssh', 'record', {
      ...patch,
      name: 'openssh',
      version: '9.2p1-2+deb12u3',
    })
    await stage.does(anna, 'patch/ssh', 'decide-position', {
      position: 'approved',
      reason: 'Tested with 2.4.0; comes with 2.5.',
    })
    await stage.does(tomas, 'patch/kernel', 'record', {
      ...patch,
      name: 'linux-image-arm64',
      version: '6.1.147',
    })
    await stage.does(tomas, 'patch/kernel', 'decide-position', {
      position: 'not-approved',
      mitigation: 'Nothing to install on the gateway: keep it in the segment for medical devices.',
      reason: 'The radio module loses pumps with it; its supplier is working on it.',
    })
  }),
  scene(90, async (stage) => {
    await openDefect(stage, 'defect/decommission', 'document/lucent-security', {
      title: 'Security guide does not say how a workplace is taken out of use',
      defectKind: 'omission',
      severity: 'medium',
      cause: 'review',
      missingAt: 'Chapter on taking out of use',
      misleads: 'Workplaces are given away with the print spooler full of images.',
    })
    await openDefect(stage, 'defect/service-code', 'document/careline-ifu', {
      title: 'Instructions for use print the code of the service menu',
      defectKind: 'error',
      severity: 'medium',
      cause: 'by-hand',
      misleads: 'Clinical staff and visitors can open the service menu.',
      says: 'The service menu is reached with the key SERVICE and the code 4711.',
    })
    await openDefect(stage, 'defect/tls-notes', 'document/careline-notes', {
      title: 'Release notes of 2.3.0 recommend TLS 1.0',
      defectKind: 'outdated',
      severity: 'low',
      cause: 'complaint',
      misleads: 'Readers take the list for the present one.',
      says: 'Integration engines that speak HL7 version 2.5 over TLS 1.0 or later.',
    })
  }),
  scene(100, async (stage) => {
    const { ralf, anna } = stage.cast
    const plan = await stage.keep('reading-room-plan.pdf', scannedPlan())
    await stage.does(stage.cast.wanda, 'document/lucent-plan', 'register', {
      title: 'Lucent View: network plan of the reading room',
      documentKind: 'network-diagram',
      products: [stage.id('product/lucent')],
      number: 'LV-160',
    })
    await stage.does(stage.cast.wanda, 'document/lucent-plan', 'add-revision', {
      version: '1',
      file: plan,
    })
    await stage.does(ralf, 'release/lucent', 'plan', {
      title: 'Lucent View 5.2.0',
      product: stage.id('product/lucent'),
      revision: '5.2.0',
      previousRevision: '5.1.0',
      cases: [stage.id('case/archive'), stage.id('case/dcmtk')],
    })
    await stage.settle()
    await stage.does(ralf, 'release/lucent', 'evaluate-gate')
    await stage.does(anna, 'release/lucent', 'waive', {
      check: 'defects',
      reason: 'Both defects concern guidance only and are corrected with 5.2.1, on its own date.',
    })
    await stage.does(anna, 'release/lucent', 'waive', {
      check: 'updated',
      as: 'not-applicable',
      reason: 'Guides of the viewer are part of its build and are revised with it.',
    })
    await stage.does(ralf, 'update/lucent', 'prepare', {
      title: 'Lucent View 5.2.0',
      release: stage.id('release/lucent'),
      product: stage.id('product/lucent'),
      revision: '5.2.0',
      files: [await stage.keep('lucent-view-5.2.0.zip', 'not built yet\n')],
      compatibility: 'Windows 10 and 11; image server on Debian 12 and Windows Server 2022.',
      instructions: 'Install the image server first, then the viewers within one week.',
      itemClass: 'supported',
    })
  }),
  // What was scanned can be searched now; the gate of that day still says that it could not be.
  scene(103, async (stage) => {
    await stage.does(stage.cast.wanda, 'document/lucent-plan', 'add-revision', {
      version: '2',
      file: await stage.keep('LV-160-2.md', readingRoomPlan),
    })
  }),
  scene(105, async (stage) => {
    const { wanda, erika } = stage.cast
    await reviseDocument(stage, 'document/careline-ifu', '2', 105, ifu)
    await correctDefect(stage, 'defect/service-code', '2', ifu[0])
    await reviseDocument(stage, 'document/careline-notes', '2', 105, notes)
    await correctDefect(stage, 'defect/tls-notes', '2', notes[0])
    await openDefect(stage, 'defect/service-key', 'document/careline-notes', {
      title: 'Release notes of 2.3.0 do not name the key of the service menu',
      defectKind: 'omission',
      severity: 'low',
      missingAt: 'Known limitations',
      misleads: 'Medical engineering asks the wards for it.',
    })
    await stage.does(wanda, 'defect/service-key', 'withdraw', {
      as: 'not-a-defect',
      reason: 'It is left out on purpose: medical engineering has it from the service manual.',
    })
    await stage.does(erika, 'defect/tls-notes', 'verify', { right: true, reason: 'Read.' })
    await stage.does(wanda, 'defect/service-code', 'assign', {
      to: wanda.name,
      until: stage.date(130),
    })
  }),
]

const recordPatch = async (
  stage: Stage,
  name: `patch/${string}`,
  ...facts: readonly [product: 'careline' | 'lucent', vendor: string, name: string, version: string]
): Promise<void> => {
  await stage.does(stage.cast.tomas, name, 'record', patchOf(stage, ...facts))
}

const patchOf = (
  stage: Stage,
  product: 'careline' | 'lucent',
  vendor: string,
  name: string,
  version: string,
) => ({
  vendor,
  name,
  version,
  product: stage.id(`product/${product}`),
  revision: product === 'careline' ? '2.3.0' : '5.1.0',
})

const openDefect = async (
  stage: Stage,
  name: `defect/${string}`,
  document: LibraryName,
  { says, ...facts }: Readonly<Record<string, string>>,
): Promise<void> => {
  const { revisions } = await stage.state<DocumentState>(document)
  const revision = revisions.at(-1)?.version ?? ''
  await stage.does(stage.cast.erika, name, 'open', {
    ...facts,
    document: stage.id(document),
    statements: says === undefined ? [] : [{ document: stage.id(document), revision, quote: says }],
  })
}

const ifu = [
  [
    'The service menu is reached with the key SERVICE and the code 4711. It is not meant for clinical staff.',
    'The service menu is not meant for clinical staff. Medical engineering has its code.',
  ],
] as const

const notes = [
  [
    'Integration engines that speak HL7 version 2.5 over TLS 1.0 or later.',
    'Integration engines that speak HL7 version 2.5 over TLS. From 2.4.0 on they need TLS 1.2 or later.',
  ],
] as const
