import { carelineIfu } from './documents/careline-ifu.ts'
import { carelineInstallation } from './documents/careline-installation.ts'
import { carelineNetwork } from './documents/careline-network.ts'
import { carelineReleaseNotes } from './documents/careline-release-notes.ts'
import { carelineSecurity } from './documents/careline-security.ts'
import { handlingProcedure } from './documents/handling.ts'
import { lucentIfu } from './documents/lucent-ifu.ts'
import { lucentInstallation } from './documents/lucent-installation.ts'
import { lucentNetwork } from './documents/lucent-network.ts'
import { lucentReleaseNotes } from './documents/lucent-release-notes.ts'
import { lucentSecurity } from './documents/lucent-security.ts'
import { updatingProcedure } from './documents/updating.ts'
import { makerName } from './maker.ts'
import { printableOf } from './print.ts'
import type { Stage } from './stage.ts'

interface Entry {
  /** None: a procedure of the maker. */
  readonly product?: 'product/careline' | 'product/lucent'
  readonly documentKind: string
  readonly number: string
  readonly format: 'md' | 'docx' | 'pdf' | 'html'
  readonly text: string
}

const careline = { product: 'product/careline' } as const
const lucent = { product: 'product/lucent' } as const
const ifu = { documentKind: 'ifu' } as const
const installation = { documentKind: 'installation' } as const
const security = { documentKind: 'security-guide' } as const
const network = { documentKind: 'network-diagram' } as const
const notes = { documentKind: 'release-notes' } as const

/** The accompanying documents, in the four forms in which makers have them. */
const library = {
  'document/careline-ifu': {
    ...careline,
    ...ifu,
    number: 'CL-110',
    format: 'docx',
    text: carelineIfu,
  },
  'document/careline-installation': {
    ...careline,
    ...installation,
    number: 'CL-120',
    format: 'pdf',
    text: carelineInstallation,
  },
  'document/careline-security': {
    ...careline,
    ...security,
    number: 'CL-130',
    format: 'md',
    text: carelineSecurity,
  },
  'document/careline-network': {
    ...careline,
    ...network,
    number: 'CL-140',
    format: 'html',
    text: carelineNetwork,
  },
  'document/careline-notes': {
    ...careline,
    ...notes,
    number: 'CL-150',
    format: 'md',
    text: carelineReleaseNotes,
  },
  'document/lucent-ifu': { ...lucent, ...ifu, number: 'LV-110', format: 'html', text: lucentIfu },
  'document/lucent-installation': {
    ...lucent,
    ...installation,
    number: 'LV-120',
    format: 'docx',
    text: lucentInstallation,
  },
  'document/lucent-security': {
    ...lucent,
    ...security,
    number: 'LV-130',
    format: 'pdf',
    text: lucentSecurity,
  },
  'document/lucent-network': {
    ...lucent,
    ...network,
    number: 'LV-140',
    format: 'md',
    text: lucentNetwork,
  },
  'document/lucent-notes': {
    ...lucent,
    ...notes,
    number: 'LV-150',
    format: 'md',
    text: lucentReleaseNotes,
  },
  'document/handling': {
    documentKind: 'policy',
    number: 'LMS-SOP-17',
    format: 'docx',
    text: handlingProcedure,
  },
  'document/updating': {
    documentKind: 'policy',
    number: 'LMS-SOP-21',
    format: 'md',
    text: updatingProcedure,
  },
} as const satisfies Readonly<Record<`document/${string}`, Entry>>

export type LibraryName = keyof typeof library

/** Adds every document with its first revision. */
export const registerLibrary = async (stage: Stage): Promise<void> => {
  // Its own keys, which Object.keys widens.
  for (const name of Object.keys(library) as LibraryName[]) {
    const { product, documentKind, number, text }: Entry = library[name]
    await stage.does(stage.cast.wanda, name, 'register', {
      title: /^# (.+)$/m.exec(text)?.[1] ?? number,
      documentKind,
      products: product === undefined ? [] : [stage.id(product)],
      number,
      owner: stage.cast.wanda.name,
    })
    await reviseDocument(stage, name, '1', 1, [])
  }
}

type Replacement = readonly [before: string, after: string]

/** The text of a document with passages replaced; each must be there. */
const revised = (text: string, replacements: readonly Replacement[]): string =>
  replacements.reduce((changed, [before, after]) => {
    if (!changed.includes(before)) throw new Error(`The document does not say: ${before}`)
    return changed.replace(before, () => after)
  }, text)

/** Adds a revision, made from the first one by the replacements, in the document's own format. */
export const reviseDocument = async (
  stage: Stage,
  name: LibraryName,
  version: string,
  day: number,
  replacements: readonly Replacement[],
): Promise<void> => {
  const { format, number, text } = library[name]
  const markdown = revised(text, replacements)
  const imprint = {
    reference: number,
    version,
    date: stage.date(day),
    publisher: makerName,
  }
  const content =
    format === 'md'
      ? markdown
      : await stage.parts.workers.renderer.render(printableOf(markdown, imprint), format)
  await stage.does(stage.cast.wanda, name, 'add-revision', {
    version,
    file: await stage.keep(`${number}-${version}.${format}`, content),
    inForceFrom: stage.date(day),
  })
  await stage.does(stage.cast.anna, name, 'record-approval', {
    version,
    approvedBy: stage.cast.anna.name,
    approvedOn: stage.date(day),
  })
}
