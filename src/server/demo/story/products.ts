import { readCycloneDx } from '../../../formats/cyclonedx.ts'
import { readSpdx } from '../../../formats/spdx.ts'
import { orThrow } from '../../../kernel/result.ts'
import { registerLibrary } from '../library.ts'
import { makerName } from '../maker.ts'
import { cycloneDxOf, gatewaySboms, spdxOf, viewerSboms } from '../sboms.ts'
import { type RecordName, type Scene, type Stage, scene } from '../stage.ts'
import { carelineProfile, lucentProfile } from './profiles.ts'

const day = 86_400_000

const gateway = [
  { revision: '2.2.0', releasedDaysAgo: 700, supportDays: 365, status: 'in-field' },
  { revision: '2.3.0', releasedDaysAgo: 260, status: 'in-field' },
] as const
const viewer = [
  { revision: '5.0.2', releasedDaysAgo: 900, supportDays: -30, status: 'end-of-support' },
  { revision: '5.1.0', releasedDaysAgo: 310, status: 'in-field' },
] as const

const hospitals = [
  ['St. Anna Hospital Rothbach', 'Petra Lang', 'medical-it@st-anna-rothbach.example'],
  ['University Hospital Marienfeld', 'Jonas Weber', 'it-security@uk-marienfeld.example'],
  ['Westshore Community Hospital', 'Dana Ruiz', 'biomed@westshore-hospital.example'],
] as const

/** The products, what they are made of, who uses them, and what their documents say. */
export const productScenes: readonly Scene[] = [
  scene(0, async (stage) => {
    const { erika, ralf } = stage.cast
    await stage.does(erika, 'product/careline', 'register', {
      name: 'Careline IP-2',
      maker: makerName,
      description:
        'Infusion pump with the ward gateway that connects it with the hospital network.',
    })
    await stage.does(erika, 'product/lucent', 'register', {
      name: 'Lucent View',
      maker: makerName,
      description: 'Viewer for diagnostic images with its image server.',
      itemClass: 'supported',
    })
    for (const { revision, releasedDaysAgo, status, ...rest } of gateway)
      await addRevision(stage, 'product/careline', revision, {
        status,
        releasedOn: stage.date(-releasedDaysAgo),
        ...('supportDays' in rest ? { endOfSupport: stage.date(rest.supportDays) } : {}),
      })
    for (const { revision, releasedDaysAgo, status, ...rest } of viewer)
      await addRevision(stage, 'product/lucent', revision, {
        status,
        releasedOn: stage.date(-releasedDaysAgo),
        ...('supportDays' in rest ? { endOfSupport: stage.date(rest.supportDays) } : {}),
      })
    await stage.does(erika, 'product/careline', 'set-security-profile', {
      profile: carelineProfile,
    })
    await stage.does(erika, 'product/lucent', 'set-security-profile', { profile: lucentProfile })
    await stage.does(erika, 'product/careline', 'name-owners', { owners: [erika.id] })
    await stage.does(erika, 'product/lucent', 'name-owners', { owners: [ralf.id] })
    for (const [organisation, contactName, email] of hospitals)
      for (const product of ['product/careline', 'product/lucent'] as const)
        if (product === 'product/careline' || organisation.startsWith('University'))
          await stage.does(ralf, product, 'register-user', { organisation, contactName, email })
  }),
  scene(1, registerLibrary),
]

/** Adds a revision with its SBOM: the gateway's in CycloneDX, the viewer's in SPDX. */
export const addRevision = async (
  stage: Stage,
  product: RecordName,
  revision: string,
  facts: object,
): Promise<void> => {
  const { erika } = stage.cast
  const isGateway = product === 'product/careline'
  const items = (isGateway ? gatewaySboms : viewerSboms)[revision] ?? []
  const created = new Date(Math.floor((stage.clock() - day) / 1_000) * 1_000).toISOString()
  const text = isGateway
    ? cycloneDxOf('careline-ip2', revision, items)
    : spdxOf('lucent-view', revision, items, created.replace('.000Z', 'Z'))
  const read = orThrow(isGateway ? readCycloneDx(JSON.parse(text)) : readSpdx(JSON.parse(text)))
  await stage.does(erika, product, 'add-revision', { revision, ...facts })
  await stage.does(erika, product, 'record-sbom', {
    revision,
    file: await stage.keep(
      isGateway ? `careline-${revision}.cdx.json` : `lucent-${revision}.spdx.json`,
      text,
    ),
    format: `${read.format} ${read.specVersion}`,
    components: read.components.map(({ name, version = '', purl = '' }) => ({
      name,
      version,
      purl,
    })),
  })
}
