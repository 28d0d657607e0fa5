import { readFile } from 'node:fs/promises'
import { canonicalJson, type Json } from '../../src/kernel/canonical-json.ts'
import { formatNote, type NoteSigner, signNote } from '../../src/ledger/verify/note.ts'
import { manifestNoteText } from '../../src/review/verify/manifest.ts'
import { createPackWriter } from '../../src/server/audit-pack/pack-writer.ts'
import { unzip } from './unzip.ts'

export interface PackChanges {
  /** New content of members, from the old one. */
  readonly members?: Readonly<Record<string, (text: string) => string>>
  /** Members that are not in the manifest. */
  readonly extra?: Readonly<Record<string, string>>
  readonly manifest?: (manifest: Record<string, Json>) => Record<string, Json>
}

/** A pack with members changed and the manifest made anew: of a maker who signs what is not so. */
export const resignPack = async (
  path: string,
  target: string,
  signer: NoteSigner,
  { members: changes = {}, extra = {}, manifest: changed = (same) => same }: PackChanges,
): Promise<void> => {
  const writer = await createPackWriter(target)
  const contents = new Map((await unzip(await readFile(path))).map((one) => [one.name, one.bytes]))
  const manifest = JSON.parse(String(contents.get('manifest.json')))
  for (const { name } of manifest.members) {
    const bytes = contents.get(name) ?? Buffer.alloc(0)
    const change = changes[name]
    await writer.add(name, change === undefined ? [bytes] : change(bytes.toString('utf8')))
  }
  const members = writer.members().map(({ name, size, sha256 }) => ({ name, size, sha256 }))
  for (const [name, text] of Object.entries(extra)) await writer.add(name, text)
  const signed = await writer.add('manifest.json', canonicalJson(changed({ ...manifest, members })))
  const text = manifestNoteText(manifest.origin, signed.sha256)
  await writer.add('manifest.note', formatNote({ text, signatures: [signNote(text, signer)] }))
  await writer.finish()
}
