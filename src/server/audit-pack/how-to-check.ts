import { memberNames } from '../../review/verify/manifest.ts'
import type { PackSubject } from './subject.ts'

/** The page that lets a stranger check the pack with tools that are not ours. */
export const howToCheck = (facts: {
  readonly manifest: PackSubject['manifest']
  readonly origin: string
  readonly key: string
  readonly treeSize: number
  readonly earlierTreeSize: number
}): string => `HOW TO CHECK THIS AUDIT PACK

It holds ${about(facts.manifest)}
that stand in the ledger
  ${facts.origin}
up to its size ${facts.treeSize}. Nothing in it has to be believed: each claim can be computed.

With Vulnerary, offline:

  vulnerary verify PACK.zip --key '${facts.key}'

Get the key from the maker by another way than this pack. Its name, ${facts.origin},
ends in the first 16 hex digits of the SHA-256 of the public key; it stands below every mail that
the maker sent about the case and under /ledger/checkpoint on their server. Without --key the
command says which key made the pack, and comparing it is left to you.

With other tools (SHA-256, Ed25519, base 64; no software of ours):

 1. ${memberNames.note} is a signed note (C2SP signed-note). Its text is the three lines before the
    empty line, each with its line end. The line after "—" holds the key's name and base 64 of 4
    bytes key id and 64 bytes Ed25519 signature over that text (RFC 8032). The public key is in
    ${memberNames.key}: name+id+base64(0x01 || 32 bytes).
 2. The text's third line is the SHA-256 of ${memberNames.manifest}:
      sha256sum ${memberNames.manifest}
 3. ${memberNames.manifest} lists the SHA-256 of every other member. All of them at once:
      jq -r '.members[] | .sha256 + "  " + .name' ${memberNames.manifest} | sha256sum --check
 4. ${memberNames.checkpoint} is a checkpoint (C2SP tlog-checkpoint) signed like the note above:
    the log's name, its size, and its root hash in base 64.
 5. Each line of ${memberNames.events}, without its line end, is one fact, byte for byte as it went
    into the tree. Its leaf hash is SHA-256(0x00 || line). The line of the same number in
    ${memberNames.proofs} holds its place ("leafIndex") and the hashes on the way to the root
    ("path", base 64). Combine them as RFC 9162 section 2.1.3.2 says, with
    SHA-256(0x01 || left || right): the result is the root hash of ${memberNames.checkpoint}.
 6. ${memberNames.consistency} proves (RFC 9162 section 2.1.4.2) that the tree of
    ${memberNames.earlierCheckpoint} (size ${facts.earlierTreeSize}) is the beginning of this one: nothing was changed or
    removed since. If you hold a checkpoint from a mail of the maker with one of these two sizes,
    its root hash must be the same.
 7. "stream" and "version" in the facts: for each stream the versions run 1, 2, 3 … without a gap.
 8. ${memberNames.signatures} lists who signed which fact, when, and what the signature means. Each
    stands in the "signature" of the fact itself too, and so in the tree.
 9. ${memberNames.records} holds the records as their facts add up; ${memberNames.files} lists the files that the
    facts name by their SHA-256. Where the pack carries a file it lies under files/ by that hash.
${'case' in facts.manifest ? '' : verdictSteps}
What a text like "sealed:v1:p-…" stands for is personal data of an outsider, and "sealed:w1:p-…"
what they told in their own words. Both are sealed under a key of that person, which the pack does
not hold. The proofs hold with or without it.
`

const about = (manifest: PackSubject['manifest']): string => {
  if ('case' in manifest) return `the facts about ${manifest.case.humanId}`
  const { clauses, product, revision, since } = manifest.scope
  return [
    `the verdicts on ${clauses.length === 1 ? 'clause' : 'clauses'} ${clauses.join(', ')}`,
    ...(product === null
      ? []
      : [`for ${product.humanId}${revision === null ? '' : `, revision ${revision}`}`]),
    'and the facts of the records that they rest on',
    ...(since === null ? [] : [`(records to which something happened since ${since})`]),
  ].join('\n')
}

const verdictSteps = `10. Each line of ${memberNames.verdicts} is what the review says of one constraint. "passage" under
    "evidence" is a line of ${memberNames.passages}: the quote stands word for word in its "text".
    "document" and "revision" there are the record of the document and the SHA-256 of its file:
    a fact "document.revision-added" of that record names that hash. If you hold the document,
    its SHA-256 must be the same, and the passage stands at that page or under these headings.
    Where the pack carries documents, texts/ holds their words as they were read, a passage in
    each line ("index" from 0): its SHA-256 is the "textHash" of a fact "document.read".
11. Every record that a verdict names is in ${memberNames.records}, with its facts. Where "overruled",
    "confirmed" or "accepted" names a finding, a person said so: the fact of that record tells who,
    when and why. "found" follows from the two halves "documents" and "records": met where both
    are met, absent where both are absent, could-not-run where one could not run, else partial.
`
