import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { readImport } from '../../src/server/imports/read.ts'
import { readFileOf } from '../../src/server/reading/read-file.ts'
import { needsShared } from '../support/shared.ts'
import { suiteFiles } from '../support/suites.ts'

const now = Date.parse('2026-01-02T03:04:05Z')
const text = (content: string) => new TextEncoder().encode(content)
const read = (content: string) => readFileOf(text(content), now)

/** Far beyond what any of these files needs on a loaded machine, far below an endless loop. */
const patience = 20_000

const codes = new Set<string>()
const answered = async (bytes: Uint8Array, name: string): Promise<void> => {
  const begun = Date.now()
  const answer = await readFileOf(bytes, now)
  expect(Date.now() - begun, name).toBeLessThan(patience)
  if (isRefusal(answer)) {
    codes.add(answer.code)
    expect(answer.message.length, name).toBeGreaterThan(10)
  } else {
    expect(answer.format, name).not.toBe('')
    expect(answer.valid, name).toBe(answer.problems.length === 0)
    // What the command line prints must be printable.
    expect(() => JSON.stringify(answer), name).not.toThrow()
  }
  const imported = readImport(bytes)
  if (!isRefusal(imported))
    expect(imported.reports.length, name).toBeLessThanOrEqual(limits.intake.perDocument)
}

describe('readFileOf', () => {
  it('reads a security.txt, and says of an old one that it is', async () => {
    const lines = 'Contact: mailto:psirt@maker.example\r\nExpires: 2026-06-01T00:00:00Z\r\n'
    expect(await read(`# Ours\r\n${lines}`)).toMatchObject({
      format: 'security.txt',
      valid: true,
      summary: { contact: ['mailto:psirt@maker.example'], signed: false },
    })
    expect(await read(lines.replace('2026-06', '2025-06'))).toMatchObject({
      code: 'security-txt/expired',
    })
    expect(await read('Contact: mailto:psirt@maker.example\n')).toMatchObject({
      code: 'security-txt/malformed',
    })
  })

  it('reads a mail, with its mark and the identifiers in it', { timeout: 60_000 }, async () => {
    const mail = [
      'From: CERT <alerts@cert.example>',
      'To: psirt@maker.example',
      'Subject: [TLP:AMBER] Active exploitation',
      'Date: Fri, 2 Jan 2026 03:04:05 +0000',
      '',
      'CVE-2026-0001 is exploited. Contact: the hotline. Expires: never.',
    ].join('\r\n')
    const found = orThrow(await read(mail))
    expect(found).toMatchObject({
      format: 'Mail',
      valid: true,
      summary: {
        subject: '[TLP:AMBER] Active exploitation',
        address: 'alerts@cert.example',
        tlp: 'AMBER',
        identifiers: ['CVE-2026-0001'],
        attachments: [],
      },
    })
  })

  it('reads complaints from a CSV file whose columns bear our names, line by line', async () => {
    const csv = 'number;title;description\r\nC-1;;The pump restarts.\r\nC-2;;\r\n'
    expect(await read(csv)).toMatchObject({
      format: 'Complaint CSV',
      valid: false,
      problems: [expect.stringMatching(/^Line 3: /)],
      summary: { delimiter: ';', count: 1, complaints: [{ number: 'C-1' }] },
    })
  })

  it.each([
    ['nothing', ''],
    ['a null byte', '\u0000'],
    ['plain words', 'Dear security team'],
    ['half an object', '{"bomFormat":"CycloneDX","specVersion":"1.6"'],
    ['half a document', '<?xml version="1.0"?><AuditMessage>'],
    ['a bomb of entities', '<!DOCTYPE a [<!ENTITY b "&b;&b;">]><a>&b;</a>'],
  ])('refuses %s', async (_what, content) => {
    expect(isRefusal(await read(content))).toBe(true)
  })
})

describe.runIf(needsShared('suites'))('every file of every suite', () => {
  const paths = suiteFiles('**/*').filter((path) => statSync(path).isFile())
  const mails = paths.filter((path) => path.endsWith('.eml'))
  const small = paths.filter((path) => !path.endsWith('.eml') && statSync(path).size < 3_000_000)

  it('is answered, with what it is or why not', { timeout: 300_000 }, async () => {
    expect(small.length).toBeGreaterThan(1_800)
    for (const path of small) await answered(readFileSync(path), path)
    expect(codes.size).toBeGreaterThan(10)
  })

  it('is answered when it breaks off in the middle', { timeout: 300_000 }, async () => {
    const some = small.filter((_path, at) => at % 7 === 0)
    for (const path of some) {
      const bytes = readFileSync(path)
      for (const part of [0.1, 0.5, 0.99])
        await answered(bytes.subarray(0, Math.floor(bytes.length * part)), `${part} of ${path}`)
    }
  })

  it('is read as a mail where it is one', { timeout: 300_000 }, async () => {
    expect(mails.length).toBeGreaterThanOrEqual(10)
    for (const path of mails.slice(0, 4)) {
      const found = orThrow(await readFileOf(readFileSync(path), now))
      expect(found.format, path).toBe('Mail')
    }
  })

  it('is answered for each naughty string, alone and as a value', {
    timeout: 300_000,
  }, async () => {
    const [path = ''] = suiteFiles('**/blns.json', 'naughty-strings')
    const strings = JSON.parse(readFileSync(path, 'utf8')) as readonly string[]
    expect(strings.length).toBeGreaterThan(400)
    for (const each of strings) {
      await answered(text(each), each)
      const osv = { id: each, modified: '2026-01-02T03:04:05Z', summary: each, details: each }
      await answered(text(JSON.stringify(osv)), each)
    }
  })
})
