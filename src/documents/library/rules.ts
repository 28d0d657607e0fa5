import { z } from 'zod'
import { documentKindSchema } from '../contract/library.ts'

const kinds = z.array(documentKindSchema).max(20)

/** Which documents a product should have, and when one is old: what the maker expects of a library. */
export const libraryRulesSchema = z.strictObject({
  /** By the class of the product (clause 4.3). */
  expected: z.strictObject({ maintained: kinds, supported: kinds, required: kinds }),
  /** Months after which a document in force is shown as old. */
  oldAfterMonths: z.number().int().min(1).max(240),
})
export type LibraryRules = z.output<typeof libraryRulesSchema>

/** What comes with the program; it says itself where each part of it is from. */
export const defaultLibraryRulesText = `# Which kinds of accompanying document a product should have, by its class (IEC 81001-5-1, 4.3).
# The standard names no list of kinds. This is our default: after a fix 4.1.9 has the installation
# guide, the instructions for use, the security guide and the release notes looked at; accounts and
# roles (5.8.2) mostly stand in an administration guide. Kinds: ifu, installation, administration,
# security-guide, release-notes, network-diagram, mds2, policy, other.
expected:
  maintained: [ifu, installation, administration, security-guide, release-notes]
  supported: [ifu, installation, security-guide, release-notes]
  required: []

# Months after which a document in force is shown as old: somebody should look whether it still
# holds. Our default; no law or standard says a number.
oldAfterMonths: 36
`
