import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '..', '..')
const support = (file: string): string => JSON.stringify(join(import.meta.dirname, file))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vulnerary-reporter-'))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(
    join(folder, 'vitest.config.mjs'),
    `export default { test: { setupFiles: [${support('setup.ts')}], reporters: [${support('reporter.ts')}] } }`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const runner = (file: string, content: string, ci: string) => {
  writeFileSync(join(folder, file), `import { describe, expect, test } from 'vitest'\n${content}`)
  const run = spawnSync(
    process.execPath,
    [join(repository, 'node_modules/vitest/vitest.mjs'), 'run', file],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, CI: ci, NO_COLOR: '1' } },
  )
  const lines = run.stdout.trimEnd().split('\n')
  return { status: run.status, text: run.stdout, last: lines.at(-1) }
}

const withoutPostgres = `
  describe('store', { skip: true, meta: { absent: ['postgres'] } }, () => {
    describe('on PostgreSQL', () => { test('a', () => {}); test('b', () => {}) })
  })
  test('c', () => {})`

describe('the closing of a test run', () => {
  test('ends on one plain line', () => {
    const { status, last } = runner('plain.test.ts', `test('a', () => {})`, '')
    expect({ status, last }).toEqual({ status: 0, last: '1 passed, 0 failed' })
  })

  test('counts by reason what could not run, and passes on a developer’s machine', () => {
    const { status, text, last } = runner('absent.test.ts', withoutPostgres, '')
    expect(text).toContain('2 × PostgreSQL')
    expect({ status, last }).toEqual({ status: 0, last: '1 passed, 0 failed, 2 skipped' })
  })

  test('fails in CI when database tests could not run', () => {
    const { status, last } = runner('absent.test.ts', withoutPostgres, 'true')
    expect({ status, last }).toEqual({ status: 1, last: '1 passed, 0 failed, 2 skipped' })
  })

  test('takes the reason that a needed part of ../shared was absent', () => {
    const content = `import { needsShared } from ${support('shared.ts')}
      describe.runIf(needsShared('no-such-suite'))('suite', () => { test('a', () => {}) })`
    const { text } = runner('shared.test.ts', content, '')
    expect(text).toMatch(/1 × (shared: no-such-suite|\.\.\/shared)/)
  })

  test('counts a file that cannot be read as failed', () => {
    const { status, last } = runner('broken.test.ts', `throw new Error('no')`, '')
    expect({ status, last }).toEqual({ status: 1, last: '0 passed, 1 failed' })
  })

  test('fails in CI on a skip that gives no reason', () => {
    const { status, text } = runner('silent.test.ts', `test.skip('a', () => {})`, 'true')
    expect(text).toContain('no reason given: silent.test.ts')
    expect(status).toBe(1)
  })
})
