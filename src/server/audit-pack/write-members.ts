import { base64 } from '../../kernel/base64.ts'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { parseOwnJson } from '../../kernel/own-json.ts'
import { orThrow } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { formatVerifierKey } from '../../ledger/index.ts'
import { consistencyProof } from '../../ledger/proofs.ts'
import { tileReader } from '../../ledger/sequencer.ts'
import { formatNote, signNote } from '../../ledger/verify/note.ts'
import {
  fileMember,
  manifestNoteText,
  memberNames,
  type PackManifest,
  textMember,
} from '../../review/verify/manifest.ts'
import { isUnopened } from '../quarantine/index.ts'
import { sha256 } from '../signing.ts'
import { maskDeep } from '../vault/sealed-json.ts'
import type { Checkpoints } from './checkpoints.ts'
import { createCollection, lineOf, namesOfPeople } from './collect.ts'
import { createPaths, type NamedFile, statesOf } from './facts.ts'
import { howToCheck } from './how-to-check.ts'
import type { PackWriter } from './pack-writer.ts'
import type { PageContent } from './page/content.ts'
import { auditPage } from './page/page.tsx'
import { printablePage } from './page/printable.ts'
import { textsOf } from './passages.ts'
import type { PackSubject } from './subject.ts'
import type { AuditPackRequest, PackParts, WrittenPack } from './write-audit-pack.ts'

interface PackContent extends Checkpoints {
  readonly parts: PackParts
  readonly request: AuditPackRequest
  readonly subject: PackSubject
}

/** Writes all members of a pack, the signed manifest last. */
export const writeMembers = async (
  content: PackContent,
  writer: PackWriter,
): Promise<Omit<WrittenPack, 'bytes'>> => {
  const { parts, request, subject, latest, earlier } = content
  const { signer } = parts
  const names = await namesOfPeople(parts.ledger)
  const collected = createCollection(
    parts.ledger,
    names,
    subject.records,
    latest.size,
    request.onProgress,
    subject.onFact,
  )
  await writer.add(memberNames.events, collected.lines())
  await writer.add(memberNames.proofs, proofLines(content, collected.leaves))
  await writer.add(memberNames.signatures, collected.signatures)
  const records = recordList(content)
  await writer.add(memberNames.records, records.lines())
  const files = await addFiles(content, collected.files(), writer)
  for (const [name, lines] of subject.members) await writer.add(name, jsonLines(lines))
  if (request.withFiles === true)
    for await (const { revision, lines } of textsOf(parts.ledger, subject.passages))
      await writer.add(textMember(revision), lines)
  await addCheckpoints(content, writer)
  const identity = {
    origin: signer.key.name,
    key: formatVerifierKey(signer.key),
    treeSize: latest.size,
    earlierTreeSize: earlier.size,
  }
  await writer.add(memberNames.key, `${identity.key}\n`)
  await writer.add(memberNames.howTo, howToCheck({ ...identity, manifest: subject.manifest }))
  const made = instantOf(parts.clock())
  const counts = {
    facts: collected.leaves.length,
    records: records.count(),
    signatures: collected.signatures.length,
  }
  await addPages(
    content,
    {
      ...identity,
      ...subject.page({ record: records.named, names }),
      maker: parts.settings.makerName,
      made,
      facts: collected.pageFacts,
      factCount: counts.facts,
      records: records.shown,
      recordCount: counts.records,
      files: files.slice(0, limits.auditPack.rowsShown),
      fileCount: files.length,
    },
    writer,
  )
  await addManifest(
    content,
    {
      ...subject.manifest,
      made,
      maker: parts.settings.makerName,
      origin: identity.origin,
      treeSize: latest.size,
      earlierTreeSize: earlier.size,
      ...counts,
      withFiles: request.withFiles === true,
      members: writer.members().map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    },
    writer,
  )
  const { manifest } = subject
  return {
    name: subject.name,
    ...subject.written,
    ...counts,
    files: files.filter(({ included }) => included).length,
    ...('withheld' in manifest ? { withheld: manifest.withheld } : {}),
    treeSize: latest.size,
    key: identity.key,
  }
}

/** JSON of our own values; members without a value fall away. */
const plainJson = (value: unknown): Json => parseOwnJson(JSON.stringify(value))

function* jsonLines(values: readonly object[]): Generator<string> {
  for (const value of values) yield lineOf(plainJson(value))
}

async function* proofLines({ parts, latest }: PackContent, leaves: readonly number[]) {
  const pathOf = createPaths(parts.ledger, latest.size)
  for (const leafIndex of leaves) yield lineOf({ leafIndex, path: await pathOf(leafIndex) })
}

/** Gives the lines of `records.jsonl`, and keeps on the way what the page says of the first ones. */
const recordList = ({ parts: { ledger }, subject, latest }: PackContent) => {
  const shown: PageContent['records'][number][] = []
  // What a heading may name stands on no page of ten thousand records.
  const titles = new Map<string, { readonly title: string; readonly status: string }>()
  const inHeading =
    'case' in subject.manifest ? subject.manifest.case : subject.manifest.scope.product
  let count = 0
  return {
    lines: async function* () {
      for await (const one of statesOf(ledger, subject.records.values(), latest.size)) {
        count++
        const { humanId, kind, version, state } = one
        if (shown.length < limits.auditPack.rowsShown || humanId === inHeading?.humanId) {
          // What an outsider told stays sealed in the pack, also where it is the title.
          const facets = ledger.kinds.get(kind)?.facets(maskDeep(state))
          const told = { title: facets?.title ?? '', status: facets?.status ?? '' }
          if (humanId === inHeading?.humanId) titles.set(humanId, told)
          if (shown.length < limits.auditPack.rowsShown)
            shown.push({ humanId, kind, version, ...told })
        }
        yield lineOf(plainJson(one))
      }
    },
    shown: shown as readonly PageContent['records'][number][],
    count: () => count,
    named: (humanId: string) => titles.get(humanId) ?? { title: '', status: '' },
  }
}

const addFiles = async (
  { parts, request }: PackContent,
  named: readonly NamedFile[],
  writer: PackWriter,
) => {
  const files: (NamedFile & { readonly included: boolean })[] = []
  for (const file of named)
    files.push({
      ...file,
      // What nobody has opened on purpose is handed on to nobody.
      included:
        request.withFiles === true &&
        (await parts.files.has(file.hash)) &&
        !(await isUnopened(parts.ledger, file.hash)),
    })
  await writer.add(memberNames.files, jsonLines(files))
  // A damaged file destroys its stream with a refusal, which ends the pack.
  for (const { hash, included } of files)
    if (included) await writer.add(fileMember(hash), orThrow(await parts.files.read(hash)).stream)
  return files
}

const addCheckpoints = async (
  { parts, latest, earlier }: PackContent,
  writer: PackWriter,
): Promise<void> => {
  await writer.add(memberNames.checkpoint, latest.note)
  await writer.add(memberNames.earlierCheckpoint, earlier.note)
  const tiles = tileReader(parts.ledger.database.reader)
  const path = orThrow(await consistencyProof(sha256, tiles, earlier.size, latest.size))
  await writer.add(
    memberNames.consistency,
    canonicalJson({ firstSize: earlier.size, secondSize: latest.size, path: path.map(base64) }),
  )
}

/** The readable summary, for a browser and for paper. */
const addPages = async (
  { parts }: PackContent,
  page: PageContent,
  writer: PackWriter,
): Promise<void> => {
  await writer.add(memberNames.page, auditPage(page))
  await writer.add(memberNames.document, [
    await parts.workers.renderer.render(printablePage(page), 'pdf'),
  ])
}

const addManifest = async (
  { parts: { signer } }: PackContent,
  manifest: PackManifest,
  writer: PackWriter,
): Promise<void> => {
  const written = await writer.add(memberNames.manifest, canonicalJson(manifest))
  const text = manifestNoteText(manifest.origin, written.sha256)
  await writer.add(memberNames.note, formatNote({ text, signatures: [signNote(text, signer)] }))
}
