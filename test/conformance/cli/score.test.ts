import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeCli, type Ran, runCli } from '../../support/cli.ts'
import { needsShared, sharedPath } from '../../support/shared.ts'

const good = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'score-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const answersOf = ({ stdout }: Ran): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describeCli('vulnerary score', () => {
  test('answers a line of JSON for each vector, and 1 where one cannot be scored', async () => {
    const ran = await runCli(['score'], {
      input: `# from the scanner\r\n${good}\r\n\r\n  ${good}/E:U\nCVSS:3.1/AV:N\n`,
    })
    expect(ran.code).toBe(1)
    expect(answersOf(ran)).toEqual([
      {
        vector: good,
        version: '3.1',
        base: 9.8,
        threat: null,
        environmental: null,
        severity: 'critical',
      },
      {
        vector: `${good}/E:U`,
        version: '3.1',
        base: 9.8,
        threat: 9,
        environmental: null,
        severity: 'critical',
      },
      {
        vector: 'CVSS:3.1/AV:N',
        line: 5,
        refused: true,
        code: 'cvss/missing-metric',
        message: expect.stringContaining('Add AC (how hard the attack is), PR'),
        details: { missing: ['AC', 'PR', 'UI', 'S', 'C', 'I', 'A'] },
      },
    ])
  })

  test('reads a file, and answers 0 where every vector was scored', async () => {
    const file = join(folder, 'vectors.txt')
    await writeFile(file, `${good}\n${good}`)
    const ran = await runCli(['score', '--file', file])
    expect({ code: ran.code, lines: answersOf(ran).length }).toEqual({ code: 0, lines: 2 })
    expect((await runCli(['score'], { input: '\n# nothing\n' })).code).toBe(0)
  })

  test('refuses two sources, and a file that is not there', async () => {
    const both = await runCli(['score', good, '--file', 'x'])
    expect({ code: both.code, out: both.stdout }).toEqual({ code: 2, out: '' })
    expect(both.stderr).toContain('not both')
    expect((await runCli(['score', '--file', join(folder, 'absent')])).code).toBe(2)
  })

  test('answers one array with --json, of operands too', async () => {
    expect((await runCli(['score', good, 'x', '--json'])).json()).toMatchObject([
      { base: 9.8 },
      { vector: 'x', refused: true },
    ])
  })

  test('answers a line of ten million characters as a refusal and goes on', async () => {
    const ran = await runCli(['score'], { input: `${'A'.repeat(10_000_000)}\n${good}\n` })
    expect(ran.code).toBe(1)
    expect(ran.stdout.length).toBeLessThan(2_000)
    expect(answersOf(ran)).toMatchObject([{ code: 'cvss/too-long', line: 1 }, { base: 9.8 }])
  })

  test('says in its help what goes in, what comes out and what the exit codes mean', async () => {
    const { code, stdout } = await runCli(['score', '--help'])
    expect(code).toBe(0)
    for (const words of ['--file FILE', 'begin with #', '"environmental"', 'Answers 0'])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words)
  })

  describe.runIf(needsShared('suites', 'cvss-redhat') && needsShared('suites', 'cvss-first'))(
    'with the suites',
    () => {
      test('scores all 7,667 vectors of Red Hat in one stream as they stand there', async () => {
        const tests = sharedPath('suites', 'cvss-redhat', 'tests') ?? ''
        const names = (await readdir(tests)).filter((name) => name.startsWith('vectors_')).sort()
        const texts = await Promise.all(names.map((name) => readFile(join(tests, name), 'utf8')))
        const lines = texts.flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''))
        const ran = await runCli(['score'], {
          input: lines.map((line) => line.split(' - ')[0]).join('\n'),
        })
        const answers = answersOf(ran)
        expect({ code: ran.code, answers: answers.length }).toEqual({ code: 0, answers: 7667 })
        for (const [place, line] of lines.entries()) {
          const [vector, scores = ''] = line.split(' - ')
          const numbers = scores.match(/-?[\d.]+/g)?.map((each) => Math.abs(Number(each)))
          const { base, threat, environmental, version } = answers[place] ?? {}
          // The suite's only score of a 4.0 vector is the one of all its metrics.
          const first = version === '4.0' ? (environmental ?? threat ?? base) : base
          expect([answers[place]?.['vector'], first]).toEqual([vector, numbers?.[0]])
        }
      })

      test('scores all 270 macro vectors of FIRST', async () => {
        const file = sharedPath('suites', 'cvss-first', 'vectorFiles', 'macro-scores') ?? ''
        const cases = (await readFile(file, 'utf8'))
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => JSON.parse(line.replaceAll("'", '"')))
        const ran = await runCli(['score'], { input: cases.map(({ vector }) => vector).join('\n') })
        expect(ran.code).toBe(0)
        expect(
          answersOf(ran).map(({ vector, base, threat, environmental, severity }) => ({
            vector,
            score: environmental ?? threat ?? base,
            severity,
          })),
        ).toEqual(
          cases.map(({ vector, score, severity }) => ({
            vector,
            score,
            severity: severity.toLowerCase(),
          })),
        )
        expect(cases).toHaveLength(270)
      })
    },
  )
})
