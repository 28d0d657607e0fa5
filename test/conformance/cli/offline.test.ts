import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orThrow } from '../../../src/kernel/result.ts'
import { publishUpdate } from '../../../src/updates/repository/publish.ts'
import { describeCli, runCli } from '../../support/cli.ts'
import { needsShared, sharedPath } from '../../support/shared.ts'
import { makeWorld, now, pumpUpdate, type TufWorld } from '../tuf-support.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'))
  await mkdir(join(folder, 'documents'))
  await writeFile(
    join(folder, 'documents', 'policy.md'),
    [
      '# Reporting vulnerabilities',
      '',
      'Security researchers can report a vulnerability to psirt@maker.example at any time.',
      'We acknowledge every report within five working days and tell the reporter the progress.',
      '',
      '## Installation',
      '',
      'The web interface listens on port 8443/tcp. Sign in with the account admin and the',
      'password admin123.',
    ].join('\n'),
  )
  await writeFile(join(folder, 'documents', 'broken.pdf'), '%PDF-1.7 nothing else')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describeCli('vulnerary review', () => {
  test('shows each constraint of a clause with its best passage', async () => {
    const { code, stdout } = await runCli(['review', join(folder, 'documents'), '--clause', '9.2'])
    expect(code).toBe(0)
    expect(stdout).toContain('9.2/channel')
    expect(stdout).toContain('policy.md')
    expect(stdout).not.toContain('6.3/')
  })

  test('answers the same as JSON, and nothing else on standard output', async () => {
    const [one, other] = await Promise.all([
      runCli(['review', join(folder, 'documents'), '--json']),
      runCli(['review', join(folder, 'documents'), '--format', 'json']),
    ])
    const review = one.json()
    expect(one.stdout).toBe(other.stdout)
    expect(Object.keys(review.constraints)).toHaveLength(49)
    expect(review.documents).toMatchObject([
      { path: 'broken.pdf', outcome: 'could-not-read' },
      { path: 'policy.md', outcome: 'read' },
    ])
  })

  test('answers 1 where a threshold is given and not met', async () => {
    const words = ['review', join(folder, 'documents'), '--clause', '6.3']
    const { code, stdout } = await runCli([...words, '--fail-on', 'absent'])
    expect(code).toBe(1)
    expect(stdout).toContain('6.3')
    expect((await runCli(words)).code).toBe(0)
  })

  test('refuses a folder that is not there, and a file', async () => {
    const absent = await runCli(['review', join(folder, 'nowhere'), '--json'])
    expect(absent.code).toBe(2)
    expect(absent.json()).toMatchObject({ refused: true })
    expect(absent.stderr).toContain('there is no such file or folder')
    expect((await runCli(['review', join(folder, 'documents', 'policy.md')])).code).toBe(2)
  })

  describe.runIf(needsShared('corpus', 'documents'))('on real documents', () => {
    test('reads a project of the corpus and quotes it', async () => {
      const corpus = sharedPath('corpus', 'documents') ?? ''
      const [project = ''] = (await readdir(corpus)).sort()
      const { code, json } = await runCli(['review', join(corpus, project), '--json'])
      const review = json()
      expect(code).toBe(0)
      expect(review.documents.length).toBeGreaterThan(0)
      expect(review.documents.map(({ outcome }: { outcome: string }) => outcome)).toContain('read')
    })
  })
})

describeCli('vulnerary impact', () => {
  test('finds what the facts of a fix make false, quotes verbatim, and what stands nowhere', async () => {
    const facts = {
      accounts: [{ name: 'admin', defaultCredential: 'admin123' }],
      guidance: ['Change the password of every service account after the update'],
    }
    const words = ['impact', join(folder, 'documents'), '--facts', '-', '--json']
    const { code, json, stderr } = await runCli(words, { input: JSON.stringify(facts) })
    const { candidates, omissions, ...rest } = json()
    expect({ code, rest }).toEqual({ code: 0, rest: {} })
    expect(candidates[0]).toMatchObject({ path: 'policy.md', confidence: expect.any(Number) })
    expect(candidates[0].quote).toContain('admin123')
    expect(omissions).toMatchObject([{ guidance: facts.guidance[0] }])
    expect(stderr).toContain('broken.pdf')
  })

  test('refuses facts that are none, naming the field', async () => {
    const words = ['impact', join(folder, 'documents'), '--facts', '-']
    const { code, stderr } = await runCli(words, { input: '{"ports":[{"port":"many"}]}' })
    expect(code).toBe(2)
    expect(stderr).toContain('port')
    expect((await runCli(['impact', folder])).stderr).toContain('--facts')
  })
})

describe.runIf(needsShared('suites', 'csaf-cisa-ot'))('with a real advisory', () => {
  let advisory: string
  beforeAll(async () => {
    const suite = sharedPath('suites', 'csaf-cisa-ot') ?? ''
    const files = await readdir(suite, { recursive: true })
    const sizes = await Promise.all(
      files
        .filter((name) => name.endsWith('.json'))
        .map(async (name) => ({ name, size: (await stat(join(suite, name))).size })),
    )
    // The smallest: validation is slower than linear.
    advisory = join(suite, sizes.sort((one, other) => one.size - other.size)[0]?.name ?? '')
  })

  describeCli('vulnerary read and verify', () => {
    test('say what it is and whether it is valid', async () => {
      const read = await runCli(['read', advisory, '--json'])
      expect({ code: read.code, ...read.json() }).toMatchObject({ code: 0, format: 'CSAF' })
      const verified = await runCli(['verify', advisory, '--json'])
      expect(verified.json()).toMatchObject({ kind: 'advisory', good: verified.code === 0 })
    })

    test('answer 1 for one that is not valid, with what failed', async () => {
      const json = JSON.parse(await readFile(advisory, 'utf8'))
      const file = join(folder, 'invalid.json')
      const { title: _, ...document } = json.document
      await writeFile(file, JSON.stringify({ ...json, document }))
      const { code, stdout } = await runCli(['verify', file])
      expect(code).toBe(1)
      expect(stdout).toMatch(/NOT GOOD.*\n.*title/)
    })
  })
})

describeCli('vulnerary read', () => {
  test.each([
    ['nothing', '', 'json/'],
    ['an object of no format', '{"a":1}', 'identify/unknown'],
    ['brackets without an end', '['.repeat(5_000), 'json/'],
  ])('refuses %s', async (_name, input, reason) => {
    const { code, json } = await runCli(['read', '-', '--json'], { input })
    expect(code).toBe(2)
    expect(json().code).toContain(reason)
  })
})

describeCli('vulnerary verify, of an update', () => {
  let world: TufWorld
  let kit: string
  let file: string
  beforeAll(async () => {
    world = await makeWorld()
    orThrow(
      await publishUpdate(world.tree, { ...world.keys, maker: world.maker }, pumpUpdate(), now),
    )
    kit = join(folder, 'kit')
    await cp(world.folder, kit, { recursive: true })
    file = join(kit, 'targets', 'UPD-2026-0001', 'pump firmware.bin')
  })
  afterAll(() => world.remove())

  test('says what it is and who signed it, knowing only the root of trust', async () => {
    const { code, stdout } = await runCli(['verify', file, '--root', world.rootPath])
    expect(code).toBe(0)
    expect(stdout).toContain('good: UPD-2026-0001/pump firmware.bin')
    expect(stdout).toMatch(/signed by key [0-9a-f]{16}/)
    expect(stdout).toContain('For gateways 1.4 and later.')
    const { files } = (await runCli(['verify', file, '--root', world.rootPath, '--json'])).json()
    expect(files).toMatchObject([{ revision: '2.1', good: true }])
  })

  test('says of a folder and of SHA256SUMS the same', async () => {
    const sums = join(kit, 'targets', 'UPD-2026-0001', 'SHA256SUMS')
    for (const path of [kit, sums])
      expect(await runCli(['verify', path, '--root', world.rootPath])).toMatchObject({ code: 0 })
  })

  test('answers 1 with one byte changed, and says which file and why', async () => {
    const bytes = await readFile(file)
    const changed = join(folder, 'changed')
    await cp(kit, changed, { recursive: true })
    const path = join(changed, 'targets', 'UPD-2026-0001', 'pump firmware.bin')
    bytes[3] = (bytes[3] ?? 0) ^ 1
    await rm(path)
    await writeFile(path, bytes)
    for (const one of [path, changed]) {
      const { code, stdout } = await runCli(['verify', one, '--root', world.rootPath])
      expect(code).toBe(1)
      expect(stdout).toMatch(/^NOT GOOD: UPD-2026-0001\/pump firmware\.bin: .*changed/)
    }
    const asJson = await runCli(['verify', path, '--root', world.rootPath, '--json'])
    expect(asJson.json()).toMatchObject({ good: false, bad: [{ code: 'tuf/hash-mismatch' }] })
  })

  test.each([
    ['without a root of trust', [], '--root'],
    ['with a root that is not there', ['--root', '/nowhere/root.json'], 'root of trust'],
  ])('answers 2 %s: it could not be verified', async (_name, words, reason) => {
    const { code, stdout, stderr } = await runCli(['verify', file, ...words])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })

  test('answers 2 for a file that is not there', async () => {
    const words = ['verify', join(folder, 'nothing'), '--root', world.rootPath]
    expect(await runCli(words)).toMatchObject({ code: 2, stdout: '' })
  })
})
