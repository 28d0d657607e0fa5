import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalPurl, formatPurl, type Purl, parsePurl } from '../../src/formats/purl.ts'
import { isRefusal, type Refusal } from '../../src/kernel/result.ts'
import { needsShared } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'

interface Components {
  readonly type: string
  readonly namespace: string | null
  readonly name: string
  readonly version: string | null
  readonly qualifiers: Readonly<Record<string, string>> | null
  readonly subpath: string | null
}

interface PurlCase {
  readonly test_type: 'build' | 'parse' | 'validate'
  readonly input: string | Components
  readonly expected_output: string | Components | null
  readonly expected_failure: boolean
}

const asSuite = (purl: Purl): Components => ({
  type: purl.type,
  namespace: purl.namespace ?? null,
  name: purl.name,
  version: purl.version ?? null,
  qualifiers: Object.keys(purl.qualifiers).length === 0 ? null : purl.qualifiers,
  subpath: purl.subpath ?? null,
})

// The suite has `null` for what our type leaves out, and cases that lack what must be there.
const fromSuite = (parts: Components): Purl =>
  Object.fromEntries(
    Object.entries({
      ...parts,
      type: parts.type ?? '',
      name: parts.name ?? '',
      qualifiers: parts.qualifiers ?? {},
    }).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as Purl

const outcome = ({ test_type, input }: PurlCase): string | Components | Refusal => {
  if (typeof input !== 'string') return formatPurl(fromSuite(input))
  if (test_type === 'validate') return canonicalPurl(input)
  const purl = parsePurl(input)
  return isRefusal(purl) ? purl : asSuite(purl)
}

const withoutNothing = (expected: PurlCase['expected_output']): unknown =>
  typeof expected === 'object' && expected !== null ? asSuite(fromSuite(expected)) : expected

/**
 * For Maven the suite has names of qualifiers in upper case read, for RPM and RubyGems it has them
 * refused when parsed. We refuse them always; `canonicalPurl` takes them, as the suite wants.
 */
const contradictory = [
  'pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repositorY_url=https://repo.spring.io/release',
  'pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?type=pom&repositorY_url=repo.spring.io/release',
].map((input) => ['parse', input])

describe.runIf(needsShared('suites', 'purl-spec'))('the purl test suite', () => {
  const files = suiteFiles('tests/**/*.json', 'purl-spec')

  it('passes 584 of 586 cases, required and recommended', () => {
    const cases = files.flatMap((path) =>
      (jsonOf(path) as { tests: PurlCase[] }).tests.map((each) => ({
        ...each,
        file: basename(path),
      })),
    )
    expect(cases).toHaveLength(586)
    const failed = cases.filter((each) => {
      const result = outcome(each)
      if (each.expected_failure) return !isRefusal(result)
      return (
        JSON.stringify(sorted(result)) !==
        JSON.stringify(sorted(withoutNothing(each.expected_output)))
      )
    })
    expect(failed.map(({ test_type, input }) => [test_type, input])).toEqual(contradictory)
  })
})

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, each]) => [key, sorted(each)])
        .sort()
    : value
