import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'

const channel = 'To report a security vulnerability, please e-mail psirt@cedar.example.'
const text = `# Reporting vulnerabilities\n\n${channel}\n\nThe pump is blue.\n`
const sha256 = createHash('sha256').update(text).digest('hex')

let base: string
let folder: string
const made: string[] = []
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'cli-declared-'))
  made.push(base)
  folder = join(base, 'documents')
  await mkdir(join(folder, 'policies'), { recursive: true })
  await writeFile(join(folder, 'policies', 'SECURITY.md'), text)
})
afterAll(() => Promise.all(made.map((one) => rm(one, { recursive: true, force: true }))))

const declare = (content: string) => writeFile(join(folder, 'vulnerary-review.yaml'), content)
const approved = `documents:
  - path: policies/SECURITY.md
    kind: policy
    revision:
      version: "2.1"
      sha256: ${sha256}
      inForceFrom: 2026-01-15
      approved: { by: Ada Approver, on: 2026-01-10 }
words:
  - document: policies/SECURITY.md
    constraint: 9.2/internal
    quote: |
      The pump
      is blue.
    verdict: partial
    reason: Blue is the word for it here.
    by: Ada Approver
    on: 2026-05-01
`
const review = (...words: readonly string[]) =>
  runCli(['review', folder, '--clause', '9.2', '--no-cache', ...words], {
    env: { SOURCE_DATE_EPOCH: '1790000000' },
  })
const json = async (...words: readonly string[]) =>
  JSON.parse((await review('--format', 'json', ...words)).stdout)

describeCli('a folder that says what is in force', () => {
  test('is heeded by the review, and by every report of it', async () => {
    await declare('{}')
    expect((await json()).constraints['9.2/channel']).toMatchObject({
      verdict: 'partial',
      says: 'met',
      inForce: { verdict: 'partial' },
    })
    await declare(approved)
    const found = await json()
    expect(found.constraints['9.2/channel']).toMatchObject({
      verdict: 'met',
      inForce: { verdict: 'met', detail: expect.stringContaining('approved by Ada Approver') },
    })
    expect(found.constraints['9.2/internal']).toMatchObject({
      verdict: 'partial',
      documents: [{ evidence: [{ quote: 'The pump is blue.', pattern: 'person' }] }],
    })
    expect(found.documents.map(({ path }: { path: string }) => path)).toEqual([
      'policies/SECURITY.md',
    ])
    const terminal = (await review()).stdout
    expect(terminal).toContain('as vulnerary-review.yaml in the folder has them')
    expect(terminal).toContain('so says Ada Approver on 2026-05-01: Blue is the word for it here.')
    for (const format of ['html', 'pdf', 'junit', 'oscal']) {
      const file = join(base, `review.${format}`)
      expect((await review('--format', format, '--out', file)).code).toBe(0)
      const bytes = await readFile(file)
      expect(bytes.length).toBeGreaterThan(500)
      if (format === 'html') expect(bytes.toString('utf8')).toContain('so says Ada Approver')
    }
  })

  test('counts in a threshold: what is not in force is a gap, and why is told', async () => {
    await declare(approved.replace(sha256, 'a'.repeat(64)))
    const file = join(base, 'review.xml')
    const { code } = await review('--fail-on', 'partial', '--format', 'junit', '--out', file)
    expect(code).toBe(1)
    expect(await readFile(file, 'utf8')).toContain('(changed after 2.1)')
  })

  test('is not heeded where nobody wants it, nor taken for a document', async () => {
    await declare(approved)
    const found = await json('--as-found')
    expect(found.constraints['9.2/channel']).toMatchObject({ verdict: 'met' })
    expect(found.constraints['9.2/internal']).toMatchObject({ verdict: 'absent' })
    expect(found.declaredIn).toBeUndefined()
    expect(found.documents).toHaveLength(1)
  })

  test('stops the review where it names what is not there, with file, key and next step', async () => {
    await declare(approved.replace('path: policies/SECURITY.md', 'path: policies/GONE.md'))
    const { code, stdout, stderr } = await review()
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('vulnerary-review.yaml: documents[0].path: policies/GONE.md')
    await declare(approved.replace('9.2/internal', '9.2/internals'))
    expect((await review()).stderr).toContain('words[0].constraint: there is no constraint')
  })
})
