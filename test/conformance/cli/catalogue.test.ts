import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (...words: string[]) => runCli(['catalogue', ...words], { env: { DATA_DIR: folder } })

describeCli('vulnerary catalogue', () => {
  test('lists every clause and says how far it is covered', async () => {
    const { code, stdout } = await run()
    expect(code).toBe(0)
    expect(stdout).toMatch(/^9\.2 +Receiving .*: in full, 12 constraints$/m)
    expect(stdout).toMatch(/^4\.1\.4 +Security expertise: not covered, number and title only$/m)
    expect(stdout).toMatch(/^6\.3\.1 +Documentation: covered by 6\.3$/m)
  })

  test('shows a clause with all its fields, and what maps to it', async () => {
    const { code, stdout } = await run('9.5')
    expect(code).toBe(0)
    for (const label of [
      'duty',
      'carries over',
      'new',
      'audit focus',
      'why',
      'common gap',
      'what changed',
      'related 4.1.7',
      'further reading',
      'file names',
      'question',
      'audit defence',
      '9.5/proactive',
    ])
      expect(stdout).toMatch(new RegExp(`^${label} {2,}\\S`, 'm'))
    expect(stdout).toMatch(/^why +not in source$/m)
    expect(stdout).toContain('IEC 62304 9.8')
    expect(stdout).toContain('(major, ours)')
  })

  test('shows a constraint, and a clause that is not covered', async () => {
    const { stdout } = await run('5.8.2/retention')
    expect(stdout).toMatch(/^applies +where it makes or keeps health information$/m)
    expect(stdout).toMatch(/^records +The documents of the last signed release/m)
    expect((await run('8')).stdout).toContain('Not covered: number and title only.')
  })

  test('goes back from another standard to ours', async () => {
    const { code, stdout } = await run('IEC', '62304', '9.8')
    expect(code).toBe(0)
    expect(stdout).toContain('9.5 Addressing security-related issues')
    const found = await runCli(['catalogue', 'FDA 524B', '--format', 'json'])
    expect(found.json()).toMatchObject({ from: 'theirs', asked: 'FDA 524B' })
  })

  test('refuses what nobody knows, with the names there are', async () => {
    const { code, stdout, stderr } = await run('ISO 9001')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('ISO/IEC 30111')
  })

  test('writes the whole as OSCAL, the same bytes each time', async () => {
    const first = await run('--format', 'oscal')
    expect(first.code).toBe(0)
    expect(first.json().catalog.metadata['oscal-version']).toBe('1.2.1')
    expect((await run('--format', 'oscal', '--json')).stdout).toBe(first.stdout)
  })

  test('takes in the catalogue of the maker, and refuses an unknown id with file and key', async () => {
    await mkdir(join(folder, 'catalogue'))
    const file = join(folder, 'catalogue', 'procedures.yaml')
    const covering = (id: string) =>
      `procedures:\n  - { number: SOP-12, title: "Hand\\u202eling", covers: [{ id: ${id}, reason: Chapter 4. }] }\n`
    await writeFile(file, covering('9.2/closure'))
    const { stdout } = await run('SOP-12')
    expect(stdout).toContain('9.2/closure Tracked to closure')
    expect(stdout).not.toContain('\u202e')
    await writeFile(file, covering('9.2/clozure'))
    const refused = await run('SOP-12')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('procedures.yaml: procedures › 0 › covers › 0 › id')
  })
})
