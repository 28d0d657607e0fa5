import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.ts'
import { isRefusal, orThrow, type Refusal } from '../../src/kernel/result.ts'
import { verifyAuditPackFile, writeAuditPack } from '../../src/server/audit-pack/index.ts'
import type { PackAbout } from '../../src/server/audit-pack/write-audit-pack.ts'
import { type ClauseReview, createClauseReview } from '../../src/server/clause-review.ts'
import { describeWith } from '../support/needs.ts'
import { issueAs, type OpenServer, openServer, recordCase } from '../support/recorded-case.ts'
import { type PackChanges, resignPack } from '../support/resigned-pack.ts'
import { unzip } from '../support/unzip.ts'

const run = promisify(execFile)
const checker = join(import.meta.dirname, 'check_pack.py')
const actor = { id: 'local:operator', roles: ['administrator'] } as const
const policy = `# Coordinated vulnerability disclosure policy

## Reporting a vulnerability

To report a vulnerability, send an e-mail to security@example-medical.example or use the form at
https://security.example-medical.example/report. We follow coordinated vulnerability disclosure.
`

describeWith(
  'python',
  'an audit pack, held against its documented format by another program',
  () => {
    let open: OpenServer
    let review: ClauseReview
    let folder: string
    let key: string
    const packs = new Map<string, string>()

    /** What the independent checker says of each; undefined where the pack is good. */
    const pythonOnAll = async (
      paths: readonly string[],
      trusted = key,
    ): Promise<readonly (string | undefined)[]> => {
      const { stdout, code } = await run('python3', [checker, '--key', trusted, ...paths]).then(
        ({ stdout }) => ({ stdout, code: 0 }),
        (error: { readonly code: number; readonly stdout: string }) => error,
      )
      const said = stdout.trimEnd().split('\n')
      // It says of each whether it is good; whatever else ends it is a flaw of its own.
      expect(said.map((one) => /^(good|NOT GOOD): ./.test(one))).toEqual(paths.map(() => true))
      expect(code).toBe(said.every((one) => one.startsWith('good: ')) ? 0 : 1)
      return said.map((one) => (one.startsWith('good: ') ? undefined : one))
    }
    const python = async (path: string, trusted = key) => (await pythonOnAll([path], trusted))[0]
    const ours = async (path: string): Promise<Refusal | undefined> => {
      const found = await verifyAuditPackFile(path, { key })
      return isRefusal(found) ? found : undefined
    }
    const packOf = async (name: string, about: PackAbout, withFiles: boolean) => {
      const path = join(folder, `${name}.zip`)
      const written = await writeAuditPack(open.server.parts, { ...about, actor, withFiles }, path)
      key = orThrow(written).key
      packs.set(name, path)
    }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'packs-'))
      open = await openServer()
      const { parts } = open.server
      const { humanId, product } = await recordCase(open)
      const document = await issueAs(open, ['wanda', ['writer']], ['document', 'register'], {
        title: 'Disclosure policy',
        documentKind: 'policy',
        products: [product],
      })
      const bytes = Buffer.from(policy)
      const { hash, size } = orThrow(
        await parts.files.put(Readable.from([bytes]), { limitBytes: 10_000 }),
      )
      await issueAs(open, ['wanda', ['writer']], ['document', 'add-revision', document.id], {
        version: '1',
        file: { hash, name: 'disclosure.md', size },
      })
      const approver = ['anna', ['approver']] as const
      await issueAs(open, approver, ['review-finding', 'overrule'], {
        constraint: '9.2/internal',
        verdict: 'met',
        reason: 'The intranet says so.',
      })
      const gap = { constraint: '9.2/source-g', reason: 'Taken up next year.' }
      const meaning = 'acceptance of a gap'
      await issueAs(open, approver, ['review-finding', 'accept-gap'], gap, meaning)
      // Said of another answer than the one of now, so that it asks again.
      await issueAs(open, approver, ['review-finding', 'confirm'], {
        constraint: '9.2/closure',
        basis: '0'.repeat(64),
        verdict: 'absent',
        reason: 'Nothing was closed yet.',
      })
      for (const about of [{}, { product }])
        await issueAs(open, approver, ['clause-review', 'keep'], { ...about, reason: 'Quarter.' })
      await open.server.settle()
      review = createClauseReview(parts)
      await packOf('case', { case: humanId }, false)
      await packOf('case with files', { case: humanId }, true)
      await packOf('clause', { review: { clauses: ['9.2'] }, by: review }, true)
      await packOf('product', { review: { clauses: [], product }, by: review }, false)
      const since = new Date(open.time.now).toISOString().slice(0, 10)
      await packOf('period', { review: { clauses: ['9.5', '4.1.9'], since }, by: review }, false)
    }, 120_000)
    afterAll(async () => {
      await review?.close()
      await open?.close()
      await rm(folder, { recursive: true, force: true })
    })

    it('is good, of each kind', async () => {
      expect([...packs.keys()]).toHaveLength(5)
      for (const [name, path] of packs) {
        expect([name, await python(path)]).toEqual([name, undefined])
        expect([name, await ours(path)]).toEqual([name, undefined])
      }
    })

    it('is not good under another key', async () => {
      const [path = ''] = packs.values()
      expect(await python(path, `${key}x`)).toContain('another key')
    })

    /** Both checkers on each of these files, told by what was changed. */
    const bothFind = async (changed: readonly (readonly [what: string, bytes: Buffer])[]) => {
      const files: string[] = []
      for (const [, bytes] of changed) {
        const file = join(folder, `changed-${files.length}.zip`)
        await writeFile(file, bytes)
        files.push(file)
      }
      const theirs = await pythonOnAll(files)
      for (const [index, file] of files.entries()) {
        const found = [theirs[index], await ours(file)].map((why) => why !== undefined)
        expect([changed[index]?.[0], ...found]).toEqual([changed[index]?.[0], true, true])
        await rm(file)
      }
    }
    const flipped = (bytes: Buffer, at: number): Buffer => {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      return changed
    }

    it('is found changed by both where one byte of any member is another', async () => {
      for (const [name, path] of packs) {
        const bytes = await readFile(path)
        const members = (await unzip(bytes)).filter(({ bytes: content }) => content.length > 0)
        await bothFind(
          members.map(({ name: member, bytes: content }) => [
            `${name}: ${member}`,
            flipped(bytes, bytes.indexOf(content) + Math.floor(content.length / 2)),
          ]),
        )
      }
    }, 300_000)

    it('is found changed by both where a byte of its frame is another, is gone or is added', async () => {
      const bytes = await readFile(packs.get('clause') ?? '')
      const directory = bytes.readUInt32LE(bytes.length - 6)
      const frame = [
        ...Array.from({ length: 30 }, (_, at) => at),
        ...Array.from({ length: 46 }, (_, at) => directory + at),
        ...Array.from({ length: 22 }, (_, at) => bytes.length - 22 + at),
      ]
      await bothFind([
        ...frame.map((at) => [`byte ${at}`, flipped(bytes, at)] as const),
        ['a byte less', bytes.subarray(0, -1)],
        ['a byte more', Buffer.concat([bytes, Buffer.from([0])])],
        ['nothing', Buffer.alloc(0)],
      ])
    }, 300_000)

    const replaced = (from: string | RegExp, to: string) => (text: string) => {
      const changed = text.replace(from, to)
      expect(changed).not.toBe(text)
      return changed
    }
    const line = (word: string, change: (text: string) => string) => (text: string) =>
      text
        .split('\n')
        .map((one) => (one.includes(word) ? change(one) : one))
        .join('\n')
    const without = (word: string) => (text: string) =>
      text
        .split('\n')
        .filter((one) => !one.includes(word))
        .join('\n')
    const wordOf = (one: string): string => {
      const { stream, kind, humanId } = JSON.parse(one).asksAgain[0]
      return canonicalJson({ stream, kind, humanId })
    }
    const texts = async (): Promise<string> => {
      const members = await unzip(await readFile(packs.get('clause') ?? ''))
      return members.find(({ name }) => name.startsWith('texts/'))?.name ?? ''
    }

    it.each<[string, string, PackChanges['members']]>([
      [
        'a quote that nobody wrote',
        'pack/verdict',
        { 'verdicts.jsonl': replaced('"quote":"', '"quote":"We never fail. ') },
      ],
      [
        'an empty quote',
        'pack/verdict',
        { 'verdicts.jsonl': replaced(/"quote":"[^"]*"/, '"quote":""') },
      ],
      [
        'a passage of another revision',
        'pack/passage',
        { 'passages.jsonl': replaced(/"revision":"..../, '"revision":"0000') },
      ],
      [
        'a passage that nobody quotes',
        'pack/passage',
        { 'passages.jsonl': (text) => text.replace(/^.*\n/, (first) => first + first) },
      ],
      [
        'a verdict that does not follow',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/complaints"', (one) =>
            one
              .replace(/"found":"[^"]*"/, '"found":"met"')
              .replace(/"verdict":"[^"]*"}$/, '"verdict":"met"}'),
          ),
        },
      ],
      [
        'a verdict that was not found',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/complaints"', (one) =>
            one.replace(/"verdict":"[^"]*"}$/, '"verdict":"met"}'),
          ),
        },
      ],
      [
        'another verdict than the person gave',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/internal"', (one) =>
            one.replace(/"verdict":"met"}$/, '"verdict":"not-applicable"}'),
          ),
        },
      ],
      [
        'the word of a person on something else',
        'pack/verdict',
        { 'verdicts.jsonl': replaced('"constraint":"9.2/source-g"', '"constraint":"9.2/made-up"') },
      ],
      [
        'a verdict told twice',
        'pack/verdict',
        { 'verdicts.jsonl': (text) => text.replace(/^.*\n/, (first) => first + first) },
      ],
      [
        'a verdict of another clause',
        'pack/verdict',
        { 'verdicts.jsonl': replaced('"constraint":"9.2/closure"', '"constraint":"6.3/closure"') },
      ],
      [
        'a record that is not in the pack',
        'pack/verdict',
        { 'verdicts.jsonl': replaced('"kind":"report"', '"kind":"case"') },
      ],
      [
        'a word that holds no more, left out',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/closure"', (one) =>
            one.replace(/"asksAgain":\[[^\]]*\]/, '"asksAgain":[]'),
          ),
        },
      ],
      [
        'a word that holds no more, told otherwise',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/closure"', (one) =>
            one.replace(/(Again".*)"verdict":"absent","was"/, '$1"verdict":"met","was"'),
          ),
        },
      ],
      [
        'a word that holds no more, shown as one that does',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/closure"', (one) =>
            one
              .replace('"confirmed":null', `"confirmed":${wordOf(one)}`)
              .replace(/"asksAgain":\[[^\]]*\]/, '"asksAgain":[]'),
          ),
        },
      ],
      [
        'a word that holds, shown as one that does not',
        'pack/verdict',
        {
          'verdicts.jsonl': line('"9.2/internal"', (one) => {
            const { overruled } = JSON.parse(one)
            const again = { ...overruled, was: 'overruled', verdict: 'met', because: 'So.' }
            return canonicalJson({ ...JSON.parse(one), asksAgain: [again] })
          }),
        },
      ],
      [
        'another verdict in a kept review',
        'pack/kept-review',
        { 'kept-reviews.jsonl': replaced(/"verdict":"[^"]*"/, '"verdict":"not-applicable"') },
      ],
      [
        'another day of a kept review',
        'pack/kept-review',
        { 'kept-reviews.jsonl': replaced(/"at":"20/, '"at":"19') },
      ],
      [
        'a duty of a kept review left out',
        'pack/kept-review',
        { 'kept-reviews.jsonl': replaced(/"verdicts":\[{[^}]*},/, '"verdicts":[') },
      ],
      ['a kept review left out', 'pack/kept-review', { 'kept-reviews.jsonl': () => '' }],
      [
        'a kept review told twice',
        'pack/kept-review',
        { 'kept-reviews.jsonl': (text) => text.repeat(2) },
      ],
      [
        'a kept review of something else',
        'pack/kept-review',
        { 'kept-reviews.jsonl': replaced('"revision":null', '"revision":"9"') },
      ],
      ['a verdict left out', 'pack/manifest', { 'verdicts.jsonl': without('"9.2/closure"') }],
      ['a record left out', 'pack/record', { 'records.jsonl': without('"kind":"report"') }],
      ['a fact left out', 'pack/fact', { 'events.jsonl': without('document.revision-added') }],
      ['a signature left out', 'pack/signature', { 'signatures.jsonl': () => '' }],
    ])(
      'of a maker who signs what is not so is refused by both: %s',
      async (_what, code, members) => {
        const target = join(folder, 'resigned.zip')
        await resignPack(packs.get('clause') ?? '', target, open.server.parts.signer, {
          ...(members === undefined ? {} : { members }),
        })
        expect(await ours(target)).toMatchObject({ code })
        expect(await python(target)).toBeDefined()
      },
    )

    it('of a maker who signs another text of a document is refused by both', async () => {
      const target = join(folder, 'resigned.zip')
      const members = { [await texts()]: replaced('We follow', 'We never follow') }
      await resignPack(packs.get('clause') ?? '', target, open.server.parts.signer, { members })
      expect(await ours(target)).toMatchObject({ code: 'pack/text' })
      expect(await python(target)).toContain('no fact says')
    })

    it('of a maker who makes the scope wider than the verdicts, or counts otherwise, is refused', async () => {
      const target = join(folder, 'resigned.zip')
      for (const manifest of [
        { verdicts: 49 },
        { passages: 0 },
        { facts: 1 },
        { scope: { clauses: ['6.3'], product: null, revision: null, since: null } },
      ]) {
        await resignPack(packs.get('clause') ?? '', target, open.server.parts.signer, {
          manifest: (before) => ({ ...before, ...manifest }),
        })
        expect(await ours(target)).toBeDefined()
        expect(await python(target)).toBeDefined()
      }
    })
  },
)
