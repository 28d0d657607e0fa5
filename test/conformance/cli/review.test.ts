import { readFileSync } from 'node:fs'
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { extractDocument } from '../../../src/documents/extract/index.ts'
import { describeCli, runCli } from '../../support/cli.ts'
import { needsShared, sharedPath } from '../../support/shared.ts'
import { aProduct, fullProfile } from '../../support/work/product.ts'
import { aTeam } from '../../support/work/team.ts'

const channel = 'To report a security vulnerability, please e-mail psirt@cedar.example.'
const hostile = '<script>alert(1)</script> ]]> & "quotes" \u202e'
const noon = { SOURCE_DATE_EPOCH: '1780000000' }

let base: string
let folder: string
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'cli-review-'))
  folder = join(base, 'documents')
  await mkdir(join(folder, 'policies'), { recursive: true })
  await writeFile(
    join(folder, 'policies', 'SECURITY.md'),
    `# Reporting vulnerabilities\n\n${channel}\n\n${hostile}\n`,
  )
  await writeFile(join(folder, 'guide.md'), '# Guide\n\nThe pump is blue.\n')
})
afterAll(() => rm(base, { recursive: true, force: true }))

const review = (...words: readonly string[]) => runCli(['review', folder, ...words], { env: noon })
/** The report as it was written to a new file. */
const written = async (format: string, ...words: readonly string[]) => {
  const file = join(base, `${format}-${(await readdir(base)).length}`)
  const { code, stderr, stdout } = await review('--format', format, '--out', file, ...words)
  expect({ stdout, lies: stderr.includes(file) }).toEqual({ stdout: '', lies: true })
  return { code, bytes: await readFile(file) }
}

describeCli('reports of vulnerary review', () => {
  test('as HTML: gaps by severity with the next step, quotes with their place, and no script', async () => {
    const { code, bytes } = await written('html')
    const html = bytes.toString('utf8')
    expect(code).toBe(0)
    for (const words of ['What an auditor will find missing', 'Major gaps', 'Next step', channel])
      expect(html).toContain(words)
    expect(html).toContain('policies/SECURITY.md')
    expect(html).toContain('line 3, Reporting vulnerabilities')
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\(/i)
    expect(html.indexOf('Major gaps')).toBeLessThan(html.indexOf('What is shown'))
  })

  test('as PDF: the same words can be read out of it, and the same review gives the same bytes', async () => {
    const [one, other] = [await written('pdf'), await written('pdf')]
    expect(one.bytes.equals(other.bytes)).toBe(true)
    const { outcome, passages } = await extractDocument({ bytes: one.bytes, name: 'review.pdf' })
    const text = passages.map((passage) => passage.text).join(' ')
    expect(outcome).toBe('read')
    expect(text).toContain('What an auditor will find missing')
    expect(text.replaceAll(/\s+/g, ' ')).toContain('psirt@cedar.example')
    expect((await review('--format', 'pdf')).stdout.slice(0, 5)).toBe('%PDF-')
  })

  test('as JUnit: only what is met passes, and the threshold says what fails', async () => {
    const all = outcomesOf((await written('junit')).bytes.toString('utf8'))
    expect(all.get('9.2/channel')).toBe('passed')
    expect(all.get('6.3/integrity')).toBe('failure')
    expect(all.size).toBe(49)
    const major = await written('junit', '--fail-on', 'absent', '--severity', 'major')
    const some = outcomesOf(major.bytes.toString('utf8'))
    expect(major.code).toBe(1)
    expect(some.get('9.2/complaints')).toBe('failure')
    // It is a gap, but a moderate one: skipped, and not green.
    expect(some.get('9.2/source-e')).toBe('skipped')
  })

  describe.runIf(needsShared('suites', 'oscal-schemas'))('beside the schemas of NIST', () => {
    test('as OSCAL: valid assessment results with the quote and the hash of its file', async () => {
      const results = JSON.parse((await written('oscal')).bytes.toString('utf8'))
      expect(invalid(results)).toEqual([])
      const text = JSON.stringify(results)
      expect(text).toContain(channel)
      expect(text).toContain('9.2/channel')
      expect(text).toMatch(/"sha-256"[^}]*"value":"[0-9a-f]{64}"/)
    })
  })

  test('as JSON: a line for each document, in the form that the score is taken from', async () => {
    const { stdout, json } = await review('--json')
    const { documents, constraints, counts } = json()
    expect(documents.map(({ path }: { path: string }) => path)).toEqual([
      'guide.md',
      'policies/SECURITY.md',
    ])
    expect(constraints['9.2/channel']).toMatchObject({
      verdict: 'met',
      said: 1,
      documents: [{ path: 'policies/SECURITY.md', evidence: [{ quote: channel }] }],
    })
    expect(documents[1].constraints['9.2/channel'].evidence[0].quote).toBe(channel)
    expect(counts).toEqual({ read: 2, 'partly-read': 0, 'could-not-read': 0 })
    expect(stdout.split('\n').filter((line) => line.startsWith('{"path"'))).toHaveLength(2)
    expect(outcomesOf((await review('--format', 'junit')).stdout).size).toBe(49)
  })

  test('go into no file that is there, and into none that the next review would read', async () => {
    const file = join(base, 'mine.html')
    await writeFile(file, 'mine')
    const there = await review('--format', 'html', '--out', file)
    expect(there).toMatchObject({ code: 2, stderr: expect.stringContaining('exists') })
    expect(await readFile(file, 'utf8')).toBe('mine')
    const inside = await review('--format', 'html', '--out', join(folder, 'review.html'))
    expect(inside).toMatchObject({ code: 2, stderr: expect.stringContaining('Write it elsewhere') })
    expect(await readdir(folder)).toEqual(['guide.md', 'policies'])
    expect((await review('--json', '--format', 'html')).code).toBe(2)
    expect((await readdir(base)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describeCli('thresholds of vulnerary review', () => {
  test('count by verdict and severity, let some through, and say what was missed', async () => {
    const absent = await review('--clause', '9.2', '--fail-on', 'absent')
    expect(absent.code).toBe(1)
    const [, gaps = '0'] = /^(\d+) gaps count, and 0 are allowed/m.exec(absent.stderr) ?? []
    expect(Number(gaps)).toBeGreaterThan(2)
    expect((await review('--clause', '9.2', '--fail-on', 'absent', '--allow', gaps)).code).toBe(0)
    const fewer = String(Number(gaps) - 1)
    expect((await review('--clause', '9.2', '--fail-on', 'absent', '--allow', fewer)).code).toBe(1)
    expect((await review('--fail-unread')).code).toBe(0)
    expect((await review('--allow', '3')).stderr).toContain('--fail-on')
    expect((await review('--fail-on', 'absent', '--allow', '-1')).code).toBe(2)
  })

  test('count a file that was not read, and what it may hold', async () => {
    const broken = join(base, 'broken')
    await mkdir(broken)
    await writeFile(join(broken, 'policy.pdf'), '%PDF-1.7 nothing else')
    const ran = await runCli(['review', broken, '--fail-unread', '--json'])
    expect(ran.code).toBe(1)
    expect(ran.json().missed).toEqual([expect.stringContaining('were not read')])
    for (const { verdict } of Object.values<{ verdict: string }>(ran.json().constraints))
      expect(verdict).toBe('could-not-run')
    expect((await runCli(['review', broken, '--fail-on', 'absent'])).code).toBe(1)
  })
})

describeCli('the cache of vulnerary review', () => {
  const cached = (cache: string, ...words: readonly string[]) =>
    runCli(['review', folder, '--json', '--cache', cache, ...words])

  test('gives the same bytes, and judges what changed', async () => {
    const cache = join(base, 'cache')
    const first = await cached(cache)
    const kept = await readdir(cache, { recursive: true })
    expect(kept.filter((name) => name.endsWith('.json'))).toHaveLength(2)
    expect((await cached(cache)).stdout).toBe(first.stdout)
    await appendFile(join(folder, 'guide.md'), '\nChange the default password of each account.\n')
    const changed = await cached(cache)
    expect(changed.stdout).not.toBe(first.stdout)
    expect(changed.stdout).toBe((await review('--json', '--no-cache')).stdout)
    expect(
      (await cached(cache, '--clause', '9.2')).json().documents[0].constraints,
    ).not.toHaveProperty('6.3/integrity')
  })

  test('lies in the cache folder of the user, and nowhere without one', async () => {
    const home = join(base, 'home')
    await mkdir(home)
    const ran = (env: Record<string, string>) => runCli(['review', folder], { env })
    expect((await ran({ XDG_CACHE_HOME: join(home, 'xdg') })).code).toBe(0)
    expect((await ran({ HOME: home })).code).toBe(0)
    expect((await ran({ XDG_CACHE_HOME: 'relative' })).code).toBe(0)
    expect(await readdir(join(home, 'xdg', 'vulnerary', 'review'))).not.toEqual([])
    expect(await readdir(join(home, '.cache', 'vulnerary', 'review'))).not.toEqual([])
  })

  test('is refused where others can write, or where it would be reviewed', async () => {
    const open = join(base, 'open')
    await mkdir(open)
    await chmod(open, 0o777)
    expect(await cached(open)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('plant verdicts'),
    })
    expect(await cached(join(folder, 'cache'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lies in the reviewed folder'),
    })
    // The user's own is no reason to refuse: it is left out, and said.
    const home = await runCli(['review', folder], { env: { XDG_CACHE_HOME: folder } })
    expect(home).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing is kept') })
    expect(await readdir(folder)).toEqual(['guide.md', 'policies'])
    expect((await cached(join(base, 'cache'), '--no-cache')).code).toBe(2)
  })
})

describeCli('vulnerary review of a product', () => {
  const team = aTeam(['manager'])
  const asked = (...words: readonly string[]) =>
    runCli(['review', folder, '--json', ...words], { env: { DATA_DIR: team.maker.folder } })

  test('asks its records: met needs a passage and a record', async () => {
    const { id } = await aProduct(team.manager, { profile: fullProfile })
    const { code, stderr, json } = await asked('--product', id)
    expect(code, stderr).toBe(0)
    const { product, constraints } = json()
    expect(product).toBe(id)
    expect(constraints['9.2/channel']).toMatchObject({
      inDocuments: 'met',
      records: { verdict: expect.any(String), detail: expect.any(String) },
    })
    // A document invites researchers; nothing shows yet that one ever wrote.
    const { verdict, inDocuments, records } = constraints['9.2/source-f']
    expect(verdict === 'met').toBe(inDocuments === 'met' && records.verdict === 'met')
    const verdicts = Object.values<{ verdict: string }>(constraints).map((one) => one.verdict)
    expect(verdicts).not.toContain('met')
  })

  test('refuses a product that is not there, and a revision of none', async () => {
    expect(await asked('--product', 'PRD-2026-0999')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no product'),
    })
    expect((await asked('--revision', '2.4.0')).stderr).toContain('--product')
  })
})

/** Each test case by its constraint's id: passed, or what stands in it. */
const outcomesOf = (xml: string): ReadonlyMap<string, string> => {
  const outcomes = new Map<string, string>()
  let current = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'testcase') {
      current = (attributes['name'] ?? '').split(' ')[0] ?? ''
      outcomes.set(current, 'passed')
    } else if (['failure', 'error', 'skipped'].includes(name)) outcomes.set(current, name)
  })
  parser.write(xml).close()
  return outcomes
}

/** What NIST's schema finds wrong; `$id`s that are only a fragment are taken off for Ajv. */
const invalid = (results: unknown): readonly unknown[] => {
  const file = sharedPath(
    'suites',
    'oscal-schemas',
    'release-schemas',
    'oscal_assessment-results_schema.json',
  )
  const schema: unknown = JSON.parse(readFileSync(file ?? '', 'utf8'), (key, value: unknown) =>
    key === '$id' && typeof value === 'string' && value.startsWith('#') ? undefined : value,
  )
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const check = ajv.compile(schema as object)
  return check(results) ? [] : (check.errors ?? []).slice(0, 5)
}
