import {
  code,
  definitions,
  missing,
  paragraph,
  section,
  strong,
  subsection,
  table,
  text,
} from './blocks.ts'
import { fixedBlocks, knownBlocks } from './cases.ts'
import {
  approvalBlocks,
  changeBlocks,
  correctionBlocks,
  recordedBlocks,
  sbomBlocks,
} from './from-records.ts'
import type { Block, Section } from './model.ts'
import type { ReleaseRecords } from './records.ts'
import { indexSection } from './requirements.ts'
import { verificationBlocks } from './verification.ts'

/**
 * The security content of the release notes (`5.8.2/release-notes`) with what a recipient needs
 * of the update itself (6.3). Cases that are not to be disclosed are never named here.
 */
export const releaseNotesSections = (records: ReleaseRecords): readonly Section[] => {
  const answering = [
    about(records),
    section(
      'patches',
      'Patches applied',
      ['5.8.2/release-notes'],
      [],
      [
        subsection('fixed', 'Vulnerabilities fixed', ['5.8.2/release-notes'], fixedBlocks(records)),
        subsection(
          'components',
          'Components updated',
          ['5.8.2/release-notes'],
          components(records),
        ),
      ],
    ),
    section(
      'known',
      'Known residual vulnerabilities',
      ['5.8.2/release-notes'],
      knownBlocks(records),
    ),
    section(
      'configuration',
      'Required configuration',
      ['5.8.2/release-notes'],
      configuration(records),
    ),
    section(
      'changes',
      'What changed since the previous revision',
      ['5.8.2/release-notes', '5.8.2/updated'],
      changeBlocks(records),
      [
        subsection(
          'corrections',
          'Corrected documents',
          ['5.8.2/updated'],
          correctionBlocks(records),
        ),
      ],
    ),
    section('compatibility', 'Compatibility', ['6.3/compatibility'], compatibility(records), [
      subsection('patch-positions', "Others' updates", ['6.3/unapproved'], patches(records)),
    ]),
    section(
      'verification',
      'Getting and verifying the update',
      ['6.3/available', '6.3/integrity'],
      verificationBlocks(records.verification),
    ),
    section('bill-of-materials', 'Software bill of materials', [], sbomBlocks(records.sbom)),
    section(
      'approval',
      'Approval',
      [],
      approvalBlocks(records.approvals, 'The approval of these release notes.'),
    ),
  ]
  return [...answering, indexSection(answering)]
}

const about = ({ product, release }: ReleaseRecords): Section =>
  section(
    'about',
    'About this release',
    [],
    [
      paragraph([
        text(`These notes give the security content of `),
        strong(`${product.name}, revision ${product.revision}`),
        text('. Read them before you install the update.'),
      ]),
      ...definitions([
        ['Product', product.name],
        ['Revision', product.revision],
        [
          'Previous revision',
          product.previousRevision === null ? 'None: this is the first' : product.previousRevision,
        ],
        ['Release', release.reference],
        ['Maker', product.maker.name],
        ['Report a vulnerability to', product.maker.securityContact],
        ['Security guide', `${release.guide.reference}, version ${release.guide.version}`],
      ]),
    ],
  )

const components = ({ product, componentUpdates }: ReleaseRecords): readonly Block[] =>
  recordedBlocks(
    componentUpdates,
    product.revision,
    { what: 'Components updated in this release.', supplier: 'release manager' },
    (entries) =>
      table(
        'Components updated',
        [
          ['Component', 4],
          ['From', 2],
          ['To', 2],
          ['Why', 6],
        ],
        entries.map((one) => [one.component, one.from, one.to, one.reason]),
      ),
  )

const configuration = ({ product, requiredConfiguration }: ReleaseRecords): readonly Block[] =>
  recordedBlocks(
    requiredConfiguration,
    product.revision,
    { what: 'Configuration that this release requires.', supplier: 'product security engineer' },
    (entries) =>
      table(
        'Required configuration',
        [
          ['Setting', 4],
          ['Value', 5],
          ['Why', 6],
        ],
        entries.map((one) => [
          [code(one.setting)],
          one.value,
          one.reason ?? 'No reason is recorded',
        ]),
      ),
  )

const compatibility = ({ compatibility }: ReleaseRecords): readonly Block[] =>
  compatibility === undefined
    ? [missing('The compatibility statement. None is recorded.', 'release manager')]
    : [
        paragraph(compatibility.statement),
        ...table(
          'Compatibility',
          [
            ['Environment', 5],
            ['Versions', 4],
            ['Result', 6],
          ],
          compatibility.environments.map((one) => [one.name, one.versions, one.result]),
        ),
      ]

const patches = ({ product, patches }: ReleaseRecords): readonly Block[] =>
  recordedBlocks(
    patches,
    product.revision,
    {
      what: "The maker's position on others' updates, with mitigations for those not approved.",
      supplier: 'product security engineer',
    },
    (entries) => [
      ...table(
        "Others' updates",
        [
          ['Update', 5],
          ['From', 3],
          ['Position', 3],
          ['What to do meanwhile', 6],
        ],
        entries.map((one) => [
          one.update,
          one.owner,
          positions[one.position],
          one.mitigation ?? (one.position === 'approved' ? 'Install it' : 'Missing: see below'),
        ]),
      ),
      ...entries.flatMap((one): readonly Block[] =>
        one.mitigation === undefined && one.position !== 'approved'
          ? [
              missing(
                `The mitigation for ${one.update}, which is not approved.`,
                'product security engineer',
              ),
            ]
          : [],
      ),
    ],
  )

const positions = {
  approved: 'Approved',
  'not-approved': 'Not approved',
  'in-evaluation': 'Being evaluated',
} as const
