import { describe, expect, it } from 'vitest'
import { documentOfLines } from '../../../test/support/document-of-lines.ts'
import { findImpact, type ImpactFacts, impactFactsSchema, type SearchedDocument } from './index.ts'

const guide = documentOfLines('admin/guide.md', [
  '# Network',
  'Open TCP port 8080 in the hospital firewall towards the gateway.',
  '# Accounts',
  'Change the default password of each account at installation.',
])

const quotes = (facts: ImpactFacts, documents: readonly SearchedDocument[]): readonly string[] =>
  findImpact(facts, documents).candidates.map(({ quote }) => quote)

describe('the answer', () => {
  it('says why, where and with what words, best first, each statement once', () => {
    const twice = documentOfLines('b.md', [
      '# Ports',
      'Port 8080 is open.',
      'Port 8080 is open.',
      'Log in as service with the password Pump#2020 on port 8080.',
    ])
    const { candidates } = findImpact(
      { ports: [{ port: 8080 }], accounts: [{ name: 'service', defaultCredential: 'Pump#2020' }] },
      [twice],
    )
    expect(candidates.slice(0, 2).map(({ quote }) => quote)).toEqual([
      'Log in as service with the password Pump#2020 on port 8080.',
      'Port 8080 is open.',
    ])
    expect(candidates[0]).toMatchObject({
      path: 'b.md',
      location: { line: 4, headings: ['Ports'] },
      reason: expect.stringMatching(
        /^gives the account service with its default credential; names port 8080; shares the words /,
      ),
    })
    expect(candidates[0]?.confidence).toBeGreaterThan(candidates[1]?.confidence ?? 1)
  })

  it('takes names from the summary, where there is no other fact', () => {
    const facts: ImpactFacts = {
      summary: 'Anyone could call setup.php or phpMyAdmin (CVE-2020-0001).',
    }
    const small = documentOfLines('a.md', [
      'Open phpMyAdmin in a browser.',
      'Call setup.php once.',
      'Anyone may read this.',
    ])
    expect(quotes(facts, [small]).slice(0, 2).sort()).toEqual([
      'Call setup.php once.',
      'Open phpMyAdmin in a browser.',
    ])
  })

  it('quotes the part in question of a long passage, verbatim', () => {
    const long =
      `${'All is well with the pump. '.repeat(60)}Open port 8080 in the firewall. ${'All is well. '.repeat(60)}`.trim()
    const [candidate] = findImpact({ ports: [{ port: 8080 }] }, [
      documentOfLines('a.md', [long]),
    ]).candidates
    expect(candidate?.quote).toContain('Open port 8080 in the firewall.')
    expect(long).toContain(candidate?.quote)
    expect(candidate?.quote.length).toBeLessThan(600)
  })

  it('follows a heading that names the matter to the items below it', () => {
    const lines = [
      '# Telemetry export',
      'The gateway can send readings to the maker.',
      '- Open the menu and tick the box.',
      '- Wait one minute.',
      '# Batteries',
      ...Array.from({ length: 40 }, (_, at) => `Battery ${at} lasts for many hours of work.`),
    ]
    const found = quotes({ features: ['telemetry export'] }, [documentOfLines('a.md', lines)])
    expect(found).toContain('- Open the menu and tick the box.')
    expect(found.filter((quote) => /^Battery/.test(quote)).length).toBeLessThan(5)
  })

  it('puts what is said in other words above what is not', () => {
    const lines = [
      ...Array.from({ length: 30 }, (_, at) => `Chapter ${at} is about the gateway.`),
      'Passwords of the gateway travel in plain text.',
    ]
    expect(
      quotes({ summary: 'The gateway sent credentials in cleartext.' }, [
        documentOfLines('a.md', lines),
      ])[0],
    ).toBe('Passwords of the gateway travel in plain text.')
  })

  it('is nothing when there are no facts or no documents', () => {
    expect(findImpact({}, [guide])).toEqual({ candidates: [], omissions: [] })
    expect(findImpact({ ports: [{ port: 8080 }] }, [])).toEqual({ candidates: [], omissions: [] })
  })

  it('names guidance that stands nowhere, and where it belongs', () => {
    const { omissions } = findImpact(
      {
        guidance: [
          'Change the default password of each account at installation',
          'Restrict TCP port 8080 to the management network in the firewall',
        ],
      },
      [guide, documentOfLines('story.md', ['A story about a pump.'])],
    )
    expect(omissions).toMatchObject([
      {
        guidance: 'Restrict TCP port 8080 to the management network in the firewall',
        where: 'admin/guide.md',
      },
    ])
  })
})

describe('guidance that comes near to nothing', () => {
  it('belongs in a document that could be read', () => {
    const unread: SearchedDocument = { path: 'a.pdf', passages: [] }
    const { omissions } = findImpact({ guidance: ['Rotate keys'] }, [
      unread,
      documentOfLines('b.md', ['A story about a pump.']),
    ])
    expect(omissions).toEqual([{ guidance: 'Rotate keys', where: 'b.md' }])
  })
})

describe('the facts', () => {
  it('are parsed at the edge: a port as text is a number, a wrong one is refused', () => {
    expect(impactFactsSchema.parse({ ports: [{ port: '8080' }] })).toEqual({
      ports: [{ port: 8080 }],
    })
    expect(impactFactsSchema.safeParse({ ports: [{ port: 70_000 }] }).success).toBe(false)
    expect(impactFactsSchema.safeParse({ algorithms: 'MD5' }).success).toBe(false)
  })
})
