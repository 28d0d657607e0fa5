import { code, definitions, missing, paragraph, section, subsection, table } from './blocks.ts'
import { conformanceSection } from './conformance.ts'
import {
  approvalBlocks,
  changeBlocks,
  correctionBlocks,
  guidanceBlocks,
  recordedBlocks,
  sbomBlocks,
  signedNone,
} from './from-records.ts'
import { healthInformationSection } from './health-information.ts'
import type { Section } from './model.ts'
import type { ReleaseRecords } from './records.ts'
import { indexSection, requirementSection } from './requirements.ts'
import { residualRiskSection } from './residual-risks.ts'

/** The sections of "Secure operation and residual risks": the accompanying document of 5.8.2. */
export const securityGuideSections = (records: ReleaseRecords): readonly Section[] => {
  const answering = [
    about(records),
    secureOperation(records),
    accounts(records),
    healthInformationSection(records),
    residualRiskSection(records),
    updates(records),
    section('components', 'Software bill of materials', [], sbomBlocks(records.sbom)),
    conformanceSection(records),
    section(
      'changes',
      'Changes since the previous revision',
      ['5.8.2/updated'],
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
    section(
      'approval',
      'Approval',
      [],
      approvalBlocks(records.approvals, 'The approval of this document.'),
    ),
  ]
  const all = [...answering, requirementSection(records, answering)]
  return [...all, indexSection(all)]
}

const about = ({ product, release }: ReleaseRecords): Section =>
  section(
    'about',
    'About this document',
    [],
    [
      paragraph(
        `This document tells those who install, operate and maintain ${product.name} how to run it securely, which security risks remain, and what to do about them.`,
      ),
      ...(product.description === undefined ? [] : [paragraph(product.description)]),
      ...definitions([
        ['Product', product.name],
        ['Revision', product.revision],
        [
          'Previous revision',
          product.previousRevision === null ? 'None: this is the first' : product.previousRevision,
        ],
        ['Release', release.reference],
        ['Maker', product.maker.name],
        ['Address', product.maker.address],
        ['Report a vulnerability to', product.maker.securityContact],
      ]),
      ...(product.maker.securityContact === undefined
        ? [
            missing(
              'Where users report a vulnerability. No contact is recorded.',
              'product security engineer',
            ),
          ]
        : []),
    ],
  )

const secureOperation = ({ product, securityProfile, guidance }: ReleaseRecords): Section =>
  section(
    'secure-operation',
    'Secure operation',
    ['5.8.2/secure-operation'],
    guidanceBlocks(guidance?.secureOperation, 'Guidelines for secure operation.'),
    [
      subsection(
        'network',
        'Network configuration',
        ['5.8.2/network'],
        [
          ...recordedBlocks(
            securityProfile?.ports,
            product.revision,
            { what: 'Network ports of the product.', supplier: 'product security engineer' },
            (ports) =>
              table(
                'Network ports',
                [
                  ['Port', 2],
                  ['Direction', 2],
                  ['Purpose', 5],
                  ['Protection', 5],
                ],
                ports.map((port) => [
                  [code(port.port)],
                  directions[port.direction],
                  port.purpose,
                  port.protection ?? 'None is recorded',
                ]),
              ),
          ),
          ...guidanceBlocks(guidance?.network, 'Guidelines for network configuration.'),
        ],
      ),
      subsection(
        'access',
        'Access control settings',
        ['5.8.2/access'],
        guidanceBlocks(guidance?.access, 'Access control settings.'),
      ),
      subsection(
        'communications',
        'Secure communications settings',
        ['5.8.2/communications'],
        [
          ...recordedBlocks(
            securityProfile?.ciphers,
            product.revision,
            {
              what: 'Protocols and ciphers that protect communications.',
              supplier: 'product security engineer',
            },
            (ciphers) =>
              table(
                'Protocols and ciphers',
                [
                  ['Protocol or cipher', 5],
                  ['Used for', 8],
                ],
                ciphers.map((cipher) => [[code(cipher.name)], cipher.use]),
              ),
          ),
          ...guidanceBlocks(guidance?.communications, 'Secure communications settings.'),
        ],
      ),
    ],
  )

const directions = { in: 'Incoming', out: 'Outgoing', both: 'Both' } as const

const accounts = ({ product, securityProfile, guidance }: ReleaseRecords): Section =>
  section(
    'accounts',
    'Account management',
    ['5.8.2/accounts'],
    [
      ...recordedBlocks(
        securityProfile?.accounts,
        product.revision,
        { what: 'Accounts of the product.', supplier: 'product security engineer' },
        (entries) =>
          table(
            'Accounts',
            [
              ['Account', 3],
              ['Purpose', 6],
              ['At delivery', 5],
            ],
            entries.map((account) => [
              [code(account.name)],
              account.purpose,
              account.atDelivery ?? 'Nothing is recorded',
            ]),
          ),
      ),
      // "Where applicable" (5.8.2): a product that has no accounts, signed, needs no guidance on them.
      ...(guidance?.accounts === undefined &&
      signedNone(securityProfile?.accounts, product.revision)
        ? []
        : guidanceBlocks(guidance?.accounts, 'Guidelines for account management.')),
    ],
  )

const updates = ({ guidance }: ReleaseRecords): Section =>
  section(
    'updates',
    'Updates',
    [],
    [],
    [
      subsection(
        'update-notification',
        'How you are told about updates',
        ['6.3/inform'],
        guidanceBlocks(guidance?.updateNotification, 'How users are told about updates.'),
      ),
      subsection(
        'update-procedure',
        'How to update',
        ['6.3/available'],
        guidanceBlocks(guidance?.updateProcedure, 'The update procedure.'),
      ),
    ],
  )
