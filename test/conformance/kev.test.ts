import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { readFileOf } from '../../src/server/reading/read-file.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const now = Date.parse('2026-01-02T03:04:05Z')

describe.runIf(needsShared('suites', 'cisa-kev'))('the KEV catalogue of CISA', () => {
  const file = () =>
    readFileSync(sharedPath('suites', 'cisa-kev', 'known_exploited_vulnerabilities.json') ?? '')

  it('is read whole, entry by entry, without a problem', async () => {
    const read = orThrow(await readFileOf(file(), now))
    expect(read).toMatchObject({ format: 'KEV', version: '2025.08.25', valid: true })
    if (read.format !== 'KEV') return
    const published = JSON.parse(file().toString('utf8')).vulnerabilities
    expect(read.summary.entries).toHaveLength(1404)
    expect(read.summary.entries.map(({ cve, added, due }) => [cve, added, due])).toEqual(
      published.map((each: Record<string, string>) => [
        each['cveID'],
        each['dateAdded'],
        each['dueDate'],
      ]),
    )
    expect(read.summary.entries.filter(({ ransomware }) => ransomware)).toHaveLength(
      published.filter(
        (each: Record<string, string>) => each['knownRansomwareCampaignUse'] === 'Known',
      ).length,
    )
  })

  it('is read from gzip as well', async () => {
    expect(await readFileOf(gzipSync(file()), now)).toEqual(await readFileOf(file(), now))
  })
})

describe('a file in gzip', () => {
  it('is refused where it is damaged or unpacks to too much', async () => {
    const packed = gzipSync('cve,epss,percentile\nCVE-2020-0001,0.5,0.5\n')
    expect(await readFileOf(packed, now)).toMatchObject({ format: 'EPSS' })
    for (const bytes of [packed.subarray(0, 20), packed.subarray(0, 3), packed.with(30, 0)]) {
      const refused = await readFileOf(bytes, now)
      expect(isRefusal(refused) && refused.message).toContain('damaged')
    }
    const bomb = gzipSync(Buffer.alloc(limits.formats.bytes + 1))
    expect(await readFileOf(bomb, now)).toMatchObject({ code: 'read/gzip' })
  })

  it('holds more scores of EPSS than a list of others may have', async () => {
    const lines = Array.from({ length: 210_000 }, (_, place) => `CVE-2020-${place + 1_000},0.5,0.5`)
    const packed = gzipSync(
      `#model_version:v2026.06.15,score_date:2026-07-31T12:03:43Z\ncve,epss,percentile\n${lines.join('\n')}\n`,
    )
    const read = orThrow(await readFileOf(packed, now))
    expect(read).toMatchObject({ format: 'EPSS', valid: true })
    expect(read.format === 'EPSS' && read.summary.scores.length).toBe(210_000)
  })
})
