import { DefaultReporter, type TestCase, type TestModule, type TestSuite } from 'vitest/node'

interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Reason to the number of tests that could not run for it. */
  readonly reasons: ReadonlyMap<string, number>
}

const advice: readonly (readonly [need: string, words: string])[] = [
  ['postgres', 'PostgreSQL: install it (apt-get install postgresql) or set TEST_DATABASE_URL'],
  ['chromium', 'Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH'],
  ['nginx', 'nginx and openssl: install them (apt-get install nginx openssl)'],
  ['redmine', 'Redmine: install it (apt-get install redmine redmine-sqlite puma)'],
  ['gpg', 'GnuPG: install it (apt-get install gnupg)'],
  ['shared', '../shared: others’ test suites, which are not part of this repository'],
]

/**
 * The default reporter, then what could not run and why, then one plain closing line. With CI set,
 * tests that could not run fail the run; only a checkout that stands alone, without ../shared, is
 * let through, since no machine can install that.
 */
export default class ClosingReporter extends DefaultReporter {
  override onTestRunEnd(...[modules, errors, reason]: Parameters<DefaultReporter['onTestRunEnd']>) {
    super.onTestRunEnd(modules, errors, reason)
    const totals = count(modules, errors.length)
    const lines = [...totals.reasons].map(([why, tests]) => `  ${tests} × ${inWords(why)}`)
    const unmet = [...totals.reasons.keys()].some((why) => why !== 'shared')
    if (lines.length > 0) this.print('Could not run here:', ...lines)
    if (unmet && process.env['CI']) {
      this.print('CI must run these too: the run fails.')
      process.exitCode = 1
    }
    this.print('', closingLine(totals))
  }

  private print(...lines: readonly string[]) {
    this.ctx.logger.log(lines.join('\n'))
  }
}

const closingLine = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const inWords = (why: string): string => advice.find(([need]) => need === why)?.[1] ?? why

const count = (modules: readonly TestModule[], strayErrors: number): Totals => {
  const reasons = new Map<string, number>()
  let passed = 0
  let skipped = 0
  // An error outside any test, or a file that could not be read, fails the run: it counts as one.
  let failed = strayErrors
  for (const module of modules) {
    let failedHere = 0
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed++
      else if (state === 'failed') failedHere++
      else {
        skipped++
        const why = whySkipped(test)
        reasons.set(why, (reasons.get(why) ?? 0) + 1)
      }
    }
    failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere
  }
  return { passed, failed, skipped, reasons }
}

const whySkipped = (test: TestCase): string => {
  let place: TestCase | TestSuite | TestModule = test
  for (;;) {
    const { absent } = place.meta()
    if (absent !== undefined) return absent.join(', ')
    if (place.type === 'module') break
    place = place.parent
  }
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  return note ?? `no reason given: ${test.module.relativeModuleId}`
}
