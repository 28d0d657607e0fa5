import { expect, test } from 'vitest'
import { letters, renderedText } from '../support/rendered-text.ts'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide gives the guidelines for secure operation, in three formats', async () => {
  const written = await writtenFrom(team, fullProfile)
  expect(written.says('5.8.2/secure-operation')).toContain(fullProfile.secureOperation)
  expect(written.missing).not.toContain('5.8.2/secure-operation')
  const guide = written.files.filter(({ name }: { name: string }) => name.includes('-SG.'))
  expect(guide.map(({ format }: { format: string }) => format).sort()).toEqual([
    'docx',
    'html',
    'pdf',
  ])
  for (const { format, file } of guide) {
    const answer = await team.maker.fetch(`/api/files/${file.hash}`, {
      headers: { cookie: team.manager.cookie },
    })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const text = await renderedText(format, bytes)
    expect(letters(text)).toContain(letters(fullProfile.secureOperation))
  }
})

test('without the record, or with a dash for one, the section shows the gap', async () => {
  for (const secureOperation of ['', ' - ']) {
    const written = await writtenFrom(team, { ...fullProfile, secureOperation })
    expect(written.says('5.8.2/secure-operation')).toContain('MISSINGGuidelines for secure')
    expect(written.missing).toContain('5.8.2/secure-operation')
  }
})

test('odd records of one release do not keep the documents of another from being written', async () => {
  const odd = await writtenFrom(team, {
    ...fullProfile,
    accounts: [{ name: '?', purpose: '-', guidance: '' }],
    ciphers: ['-'],
    annexE: [{ item: '-', coverage: '', evidence: '' }],
    network: '\u{1f600}'.repeat(3_000),
  })
  const next = await writtenFrom(team, fullProfile)
  for (const { files } of [odd, next]) expect(files).toHaveLength(6)
})
