/**
 * Writes test results as the JUnit XML that CI systems read. There is no standard; this keeps to what
 * Jenkins' schema (junit-10.xsd), GitLab and Azure DevOps have in common: suites, suites' sums, cases
 * with at most one of failure, error and skipped.
 */

export type JUnitOutcome = 'passed' | 'failure' | 'error' | 'skipped'

export interface JUnitCase {
  readonly className: string
  readonly name: string
  /** Relative to what was tested. */
  readonly file?: string
  readonly outcome: JUnitOutcome
  /** In one line: why it did not pass. */
  readonly message?: string
  /** The particulars, over several lines. */
  readonly detail?: string
}

export interface JUnitSuite {
  readonly name: string
  readonly properties?: Readonly<Record<string, string>>
  readonly cases: readonly JUnitCase[]
}

/** The same suites give the same bytes: no time of day and no host is written. */
export const writeJUnit = (name: string, suites: readonly JUnitSuite[]): string => {
  const all = suites.flatMap(({ cases }) => cases)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(
    element('testsuites', { name, ...sums(all), time: '0' }, suites.map(suiteElement)),
    '',
  )}`
}

const suiteElement = ({ name, properties = {}, cases }: JUnitSuite): Element => {
  const said = Object.entries(properties).map(([key, value]) =>
    element('property', { name: key, value }, []),
  )
  return element('testsuite', { name, ...sums(cases), time: '0' }, [
    ...(said.length === 0 ? [] : [element('properties', {}, said)]),
    ...cases.map(caseElement),
  ])
}

const sums = (cases: readonly JUnitCase[]): Readonly<Record<string, string>> => {
  const count = (outcome: JUnitOutcome): string =>
    String(cases.filter((one) => one.outcome === outcome).length)
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

const caseElement = ({ className, name, file, outcome, message, detail }: JUnitCase): Element => {
  const place = file === undefined ? {} : { file }
  const said = message === undefined ? {} : { message }
  const lines = detail === undefined ? [] : [detail]
  return element(
    'testcase',
    { classname: className, name, ...place, time: '0' },
    outcome === 'passed'
      ? lines.map((line) => element('system-out', {}, [line]))
      : [element(outcome, said, lines)],
  )
}

interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

const element = (
  tag: string,
  attributes: Element['attributes'],
  children: Element['children'],
): Element => ({ tag, attributes, children })

const render = ({ tag, attributes, children }: Element, indent: string): string => {
  const said = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escaped(value, true)}"`,
  )
  const open = `${indent}<${tag}${said.join('')}`
  if (children.length === 0) return `${open}/>\n`
  const [first] = children
  if (typeof first === 'string') return `${open}>${escaped(first, false)}</${tag}>\n`
  const inner = children
    .flatMap((child) => (typeof child === 'string' ? [] : [render(child, `${indent}  `)]))
    .join('')
  return `${open}>\n${inner}${indent}</${tag}>\n`
}

/** XML 1.0 section 2.2: what no XML may hold, even escaped, becomes the replacement character. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const escaped = (text: string, inAttribute: boolean): string => {
  const safe = text
    .toWellFormed()
    .replace(illegal, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
  // White space of an attribute would become one space (XML 1.0 section 3.3.3).
  return inAttribute
    ? safe.replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
    : safe
}
