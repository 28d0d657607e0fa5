/**
 * Validates CSAF 2.0 documents with the BSI's csaf-validator-lib: the JSON schema, the mandatory
 * tests of section 6.1 as errors and the optional tests of section 6.2 as warnings. The informative
 * tests (6.3) are left out: they ask the network and a spell checker.
 */
import { limits } from '../kernel/limits.ts'
import { member, nestsDeeperThan } from './shape.ts'

export interface CsafFinding {
  /** `schema`, or the section of the test: `6.1.27.9`. */
  readonly test: string
  /** JSON Pointer (RFC 6901) into the document. */
  readonly instancePath: string
  readonly message: string
}

export interface CsafValidation {
  /** True only if the schema and every mandatory test ran and passed. */
  readonly valid: boolean
  readonly errors: readonly CsafFinding[]
  readonly warnings: readonly CsafFinding[]
}

/**
 * The first call loads the library (some seconds), and its cost grows faster than the document:
 * run it off the request path. A test that breaks on a document counts as an error of it.
 */
export const validateCsaf = async (document: unknown): Promise<CsafValidation> => {
  if (nestsDeeperThan(document, limits.formats.depth)) return tooDeep
  const [schema, mandatory, optional] = await Promise.all([
    import('@secvisogram/csaf-validator-lib/schemaTests.js'),
    import('@secvisogram/csaf-validator-lib/mandatoryTests.js'),
    import('@secvisogram/csaf-validator-lib/optionalTests.js'),
  ])
  const errors = [
    ...(await run('schema', schema.csaf_2_0, document)).errors,
    ...(await runAll(mandatory, document)).flatMap((outcome) => outcome.errors),
    ...likeAProfile(document),
  ]
  const warnings = (await runAll(optional, document)).flatMap((outcome) => [
    ...outcome.errors,
    ...outcome.warnings,
  ])
  return { valid: errors.length === 0, errors, warnings }
}

const profiles = [
  'base',
  'informationaladvisory',
  'securityadvisory',
  'securityincidentresponse',
  'vex',
]

/** Section 6.1.26, of which the library misses names such as `csafsecurityadvisory`. */
const likeAProfile = (document: unknown): readonly CsafFinding[] => {
  const category = member(member(document, 'document'), 'category')
  if (typeof category !== 'string' || category.startsWith('csaf_')) return []
  const plain = category.toLowerCase().replaceAll(/[-_\s]/g, '')
  return profiles.some((profile) => plain === `csaf${profile}`)
    ? [{ test: '6.1.26', instancePath: '/document/category', message: 'value prohibited' }]
    : []
}

const tooDeep: CsafValidation = {
  valid: false,
  errors: [{ test: 'schema', instancePath: '', message: 'nests too deep to be validated' }],
  warnings: [],
}

interface TestOutcome {
  readonly isValid?: boolean
  readonly errors?: readonly { readonly instancePath: string; readonly message: string }[]
  readonly warnings?: readonly { readonly instancePath: string; readonly message: string }[]
}

type Test = (document: unknown) => TestOutcome | Promise<TestOutcome>

interface Outcome {
  readonly errors: readonly CsafFinding[]
  readonly warnings: readonly CsafFinding[]
}

/** `tests` is a module of the library: each of its exports is a test. */
const runAll = (tests: object, document: unknown): Promise<Outcome[]> =>
  Promise.all(
    Object.entries(tests)
      .filter((entry): entry is [string, Test] => typeof entry[1] === 'function')
      .map(([name, test]) => run(sectionOf(name), test, document)),
  )

/** `mandatoryTest_6_1_27_9` is the test of section 6.1.27.9. */
const sectionOf = (name: string): string => name.replace(/^[A-Za-z]+_/, '').replaceAll('_', '.')

const run = async (test: string, check: Test, document: unknown): Promise<Outcome> => {
  try {
    const { isValid, errors = [], warnings = [] } = await check(document)
    return {
      errors:
        isValid === false && errors.length === 0
          ? [{ test, instancePath: '', message: 'did not pass' }]
          : errors.map(({ instancePath, message }) => ({ test, instancePath, message })),
      warnings: warnings.map(({ instancePath, message }) => ({ test, instancePath, message })),
    }
  } catch (error) {
    // The library assumes a shape that the schema has just refused, or has a fault of its own.
    const why = error instanceof Error ? error.message : String(error)
    return {
      errors: [{ test, instancePath: '', message: `could not run: ${why}` }],
      warnings: [],
    }
  }
}
