import { base64 } from '../../kernel/base64.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { parseOwnJson } from '../../kernel/own-json.ts'
import { orThrow } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { type Found, formatVerifierKey } from '../../ledger/index.ts'
import { consistencyProof } from '../../ledger/proofs.ts'
import { tileReader } from '../../ledger/sequencer.ts'
import { formatNote, signNote } from '../../ledger/verify/note.ts'
import {
  fileMember,
  manifestNoteText,
  memberNames,
  type PackManifest,
  packFormat,
} from '../../review/verify/manifest.ts'
import { isUnopened } from '../quarantine/index.ts'
import { sha256 } from '../signing.ts'
import { maskDeep } from '../vault/sealed-json.ts'
import type { Checkpoints } from './checkpoints.ts'
import { createCollection, lineOf } from './collect.ts'
import { createPaths, type NamedFile } from './facts.ts'
import { howToCheck } from './how-to-check.ts'
import type { PackWriter } from './pack-writer.ts'
import { auditPage } from './page.tsx'
import type { Related } from './related.ts'
import type { AuditPackRequest, PackParts, WrittenPack } from './write-audit-pack.ts'

interface PackContent extends Related, Checkpoints {
  readonly parts: PackParts
  readonly request: AuditPackRequest
  readonly about: Found
}

/** Writes all members of a pack, the signed manifest last. */
export const writeMembers = async (
  content: PackContent,
  writer: PackWriter,
): Promise<Omit<WrittenPack, 'bytes'>> => {
  const { parts, request, about, records, withheld, latest, earlier } = content
  const { ledger, signer } = parts
  const collected = await createCollection(ledger, records, latest.size, request.onProgress)
  await writer.add(memberNames.events, collected.lines())
  await writer.add(memberNames.proofs, proofLines(content, collected.leaves))
  await writer.add(memberNames.signatures, collected.signatures)
  const states = collected.records()
  // A state that its kind folded from JSON is JSON; members without a value fall away.
  const stateLines = states.map((state) => lineOf(parseOwnJson(JSON.stringify(state))))
  await writer.add(memberNames.records, stateLines)
  const files = await addFiles(content, collected.files(), writer)
  await addCheckpoints(content, writer)
  const identity = {
    humanId: about.humanId,
    origin: signer.key.name,
    key: formatVerifierKey(signer.key),
    treeSize: latest.size,
    earlierTreeSize: earlier.size,
  }
  await writer.add(memberNames.key, `${identity.key}\n`)
  await writer.add(memberNames.howTo, howToCheck(identity))
  const made = instantOf(parts.clock())
  const shown = states.map(({ humanId, kind, version, state }) => {
    // What an outsider told stays sealed in the pack, also where it is the title.
    const facets = ledger.kinds.get(kind)?.facets(maskDeep(state))
    return { humanId, kind, version, title: facets?.title ?? '', status: facets?.status ?? '' }
  })
  const self = shown.find(({ humanId }) => humanId === about.humanId)
  const page = auditPage({
    ...identity,
    maker: parts.settings.makerName,
    made,
    title: self?.title ?? '',
    status: self?.status ?? '',
    withheld,
    facts: collected.pageFacts,
    unshown: collected.leaves.length - collected.pageFacts.length,
    constraints: collected.answers,
    records: shown,
    files,
  })
  await writer.add(memberNames.page, page)
  const counts = {
    facts: collected.leaves.length,
    records: states.length,
    signatures: collected.signatures.length,
  }
  await addManifest(
    content,
    {
      format: packFormat,
      made,
      maker: parts.settings.makerName,
      case: { stream: about.stream, humanId: about.humanId },
      origin: identity.origin,
      treeSize: latest.size,
      earlierTreeSize: earlier.size,
      ...counts,
      withheld,
      withFiles: request.withFiles === true,
      members: writer.members().map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    },
    writer,
  )
  return {
    case: about.humanId,
    ...counts,
    files: files.filter(({ included }) => included).length,
    withheld,
    treeSize: latest.size,
    key: identity.key,
  }
}

async function* proofLines({ parts, latest }: PackContent, leaves: readonly number[]) {
  const pathOf = createPaths(parts.ledger, latest.size)
  for (const leafIndex of leaves) yield lineOf({ leafIndex, path: await pathOf(leafIndex) })
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
  await writer.add(
    memberNames.files,
    files.map((file) => lineOf({ ...file })),
  )
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

const addManifest = async (
  { parts: { signer } }: PackContent,
  manifest: PackManifest,
  writer: PackWriter,
): Promise<void> => {
  const written = await writer.add(memberNames.manifest, canonicalJson(manifest))
  const text = manifestNoteText(manifest.origin, written.sha256)
  await writer.add(memberNames.note, formatNote({ text, signatures: [signNote(text, signer)] }))
}
