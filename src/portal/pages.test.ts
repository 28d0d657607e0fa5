import { describe, expect, it } from 'vitest'
import { elementText, htmlElements } from '../../test/support/rendered-text.ts'
import {
  type PolicyVersion,
  type PortalReport,
  portalReport,
  type ReporterPage,
} from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import {
  advisoriesPage,
  fallback,
  type Language,
  ownLanguages,
  policyPage,
  portalStyle,
  problemPage,
  problemsIn,
  receivedPage,
  reporterPage,
  reportFormPage,
  sayIn,
  updatesPage,
} from './index.ts'

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus=alert(1) x='&lt;`
const maker = { name: hostile, url: 'https://maker.example' }
const page: ReporterPage = {
  reference: 'RPT-2026-0001',
  title: hostile,
  receivedAt: '2026-03-02T23:30:00.000Z',
  status: 'acknowledged',
  standing: 'acknowledged',
  nextDate: '2026-03-07',
  assessBy: '2026-03-16',
  withdrawn: false,
  credit: false,
  exit: null,
  thread: [
    {
      from: 'maker',
      at: '2026-03-02T23:30:00.000Z',
      message: hostile,
      where: `javascript:alert(1)//${hostile}`,
      files: [hostile],
    },
  ],
}
const update = {
  reference: 'UPD-2026-0001',
  title: hostile,
  revision: hostile,
  publishedAt: '2026-03-02T10:00:00.000Z',
  compatibility: hostile,
  instructions: hostile,
  kitHref: '/updates/kits/UPD-2026-0001.zip',
  withdrawn: { reason: hostile, at: '2026-03-03T10:00:00.000Z' },
  files: [{ name: hostile, sha256: 'ab'.repeat(32), href: '/updates/files/x' }],
}
const fields = Object.keys(portalReport.shape) as (keyof PortalReport)[]
const typed = Object.fromEntries(fields.map((name) => [name, hostile]))
const problems = [
  { field: 'description', message: hostile },
  { field: 'files', message: hostile },
  { field: '', message: hostile },
]
const said = { action: '/r/token', checkpoint: hostile, problem: hostile, typed: hostile }

const version: PolicyVersion = {
  number: 1,
  at: '2026-03-02T10:00:00.000Z',
  changes: hostile,
  promised: { acknowledgeDays: 2 },
  scope: hostile,
  language: 'nl',
  contactMail: '',
  phone: hostile,
  languages: ['nl', 'de', hostile.slice(0, 2)],
  safeHarbour: 'none',
  recognition: 'none',
  disclosureDays: 90,
  notToSend: hostile,
  rules: hostile,
}
const policy = {
  versions: [version, { ...version, number: 2 }],
  promised: { acknowledgeDays: 5, assessDays: 10, progressDays: 30 },
  contactMail: hostile,
  key: { href: '/key.asc', fingerprint: hostile },
}
const closed: ReporterPage = { ...page, status: 'closed', standing: 'closed', nextDate: null }

/** A language that a maker has begun to write. */
const begun: Language = {
  tag: 'fr',
  texts: { 'language.name': 'Français', 'nav.report': 'Signaler une vulnérabilité' },
}
const siteIn = (language: Language) => ({
  maker,
  say: sayIn({
    language,
    elsewhere: ['en', 'de', 'fr'].map((tag) => ({ tag, name: tag, href: `/report?lang=${tag}` })),
  }),
})

const pagesIn = (language: Language): Readonly<Record<string, string>> => {
  const site = siteIn(language)
  return {
    'policy from the settings': policyPage(site, {
      version: null,
      versions: [],
      promised: { acknowledgeDays: 5, progressDays: 30 },
      contactMail: hostile,
      key: null,
    }),
    policy: policyPage(site, { ...policy, version: policy.versions[0] ?? null }),
    'older policy': policyPage(site, { ...policy, version: policy.versions[1] ?? null }),
    form: reportFormPage(site, { sending: hostile, typed, problems }),
    received: receivedPage(site, {
      reference: hostile,
      link: 'https://maker.example/r/x',
      nextDate: '2026-03-07',
      checkpoint: hostile,
    }),
    reporter: reporterPage(site, { page, said: hostile, ...said }),
    closed: reporterPage(site, { page: closed, ...said }),
    updates: updatesPage(site, {
      updates: [update, { ...update, reference: 'UPD-2026-0002', withdrawn: null }],
      rootHref: '/root.json',
      rootSha256: 'cd'.repeat(32),
    }),
    advisories: advisoriesPage(site, [
      {
        ...update,
        reference: 'ADV-2026-0001',
        summary: hostile,
        href: '/advisories/x.json',
        severity: 'high',
        score: 7.6,
        identifiers: ['CVE-2026-99101'],
        affected: [hostile],
        fixed: [hostile],
        remedies: [hostile],
      },
    ]),
    problem: problemPage(site, hostile, hostile),
  }
}
const english = siteIn(fallback)
const pages = pagesIn(fallback)
const everyPage = [...ownLanguages, begun].flatMap((language) =>
  Object.entries(pagesIn(language)).map(([name, text]) => [name, language.tag, text] as const),
)

type Element = ReturnType<typeof htmlElements>[number]
const there = (element: Element | undefined): Element => {
  if (element === undefined) throw new Error('The page lacks this element.')
  return element
}
const attribute = (element: Element, name: string) =>
  element.attrs.find((one) => one.name === name)?.value

describe.each(everyPage)('the page %s in %s', (name, tag, text) => {
  const elements = htmlElements(Buffer.from(text))
  const named = (...tags: readonly string[]) =>
    elements.filter(({ tagName }) => tags.includes(tagName))

  it('shows hostile text as text, and runs nothing', () => {
    expect(named('img', 'iframe', 'style', 'object')).toEqual([])
    // Our own script, by its address: never one that stands in the page.
    expect(
      named('script').map((script) => [attribute(script, 'src'), elementText(script)]),
    ).toEqual(name === 'form' ? [['/portal/proof.js', '']] : [])
    const names = elements.flatMap(({ attrs }) => attrs.map((one) => one.name))
    expect(names.filter((one) => /^on|^style$/.test(one))).toEqual([])
    for (const link of named('a', 'link', 'form'))
      expect(attribute(link, 'href') ?? attribute(link, 'action')).toMatch(/^(\/|https:|mailto:|#)/)
    expect(elementText(there(elements[0]))).toContain('<script>alert(1)</script>')
  })

  it('has a language, one title, one heading, and a way past the navigation', () => {
    expect(attribute(there(elements[0]), 'lang')).toBe(tag)
    expect(named('title')).toHaveLength(1)
    expect(named('h1')).toHaveLength(1)
    expect(named('main').map((main) => attribute(main, 'id'))).toEqual(['main'])
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('labels every field, and describes it by what is there', () => {
    const labelled = named('label').map((label) => attribute(label, 'for'))
    const ids = elements.flatMap((element) => attribute(element, 'id') ?? [])
    const asked = named('input', 'textarea', 'select').filter(
      (field) => attribute(field, 'type') !== 'hidden',
    )
    expect(asked.length > 0).toBe(['form', 'reporter'].includes(name))
    for (const field of asked) {
      expect(labelled).toContain(attribute(field, 'id'))
      for (const id of attribute(field, 'aria-describedby')?.split(' ') ?? [])
        expect(ids).toContain(id)
    }
  })
})

describe('the report form', () => {
  const form = htmlElements(Buffer.from(pages['form'] ?? ''))
  const named = (name: string) => there(form.find((element) => attribute(element, 'name') === name))

  it('asks for every field of the contract and no other', () => {
    const asked = form
      .filter(({ tagName }) => ['input', 'textarea', 'select'].includes(tagName))
      .map((field) => attribute(field, 'name') ?? '')
    expect(asked.sort()).toEqual([...fields, 'sending', 'website'].sort())
  })

  it('takes as many characters as the contract does, field by field', () => {
    for (const name of fields) {
      const longest = Number(attribute(named(name), 'maxlength'))
      if (Number.isNaN(longest) || name === 'reporterEmail') continue
      const filled = (length: number) => ({ description: 'x', [name]: 'x'.repeat(length) })
      expect([name, portalReport.safeParse(filled(longest)).success]).toEqual([name, true])
      expect([name, portalReport.safeParse(filled(longest + 1)).success]).toEqual([name, false])
    }
    expect(attribute(named('disclosurePlans'), 'maxlength')).toBe(String(limits.text.paragraph))
  })

  it('keeps what was typed, and leads from each problem to its field', () => {
    const back = elementText(named('description'))
    expect(back).toContain(hostile)
    expect(attribute(named('title'), 'value')).toBe(hostile)
    expect(attribute(named('description'), 'aria-invalid')).toBe('true')
    expect(pages['form']).toContain('href="#description"')
    expect(pages['form']).toContain('href="#files">Files: ')
  })

  it('says in words what does not fit', () => {
    const parsed = portalReport.safeParse({
      description: '',
      title: 'x'.repeat(301),
      reporterEmail: 'jo',
      files: Array.from({ length: 11 }, () => ({ hash: 'ab'.repeat(32), name: 'a', size: 1 })),
      surprise: 'x',
    })
    expect(problemsIn(parsed.error?.issues ?? [], english.say)).toEqual([
      { field: 'title', message: 'Shorten this to 300 characters.' },
      {
        field: 'description',
        message: 'Tell in a few words what you found.',
      },
      {
        field: 'reporterEmail',
        message: 'Write an e-mail address like name@example.org, or leave it empty.',
      },
      { field: 'files', message: 'Choose at most 10 files.' },
      { field: '', message: 'Unrecognized key: "surprise"' },
    ])
  })
})

describe('the reporter’s page', () => {
  it('says days in words, in UTC, with the exact form for machines', () => {
    expect(pages['reporter']).toContain('<time dateTime="2026-03-07">7 March 2026</time>')
    expect(pages['reporter']).toContain('>2 March 2026</time>')
  })

  it('leads to where the maker points, by web addresses only', () => {
    const where = 'https://maker.example/updates/'
    const [entry] = page.thread
    if (entry === undefined) throw new Error('There is a message.')
    const pointing = reporterPage(english, {
      page: { ...page, thread: [{ ...entry, where }] },
      ...said,
    })
    expect(pointing).toContain(`<a href="${where}">${where}</a>`)
    expect(pages['reporter']).not.toContain('href="javascript:')
  })

  it('has no form once the report is closed, and says where to go', () => {
    expect(pages['closed']).not.toContain('<form')
    expect(pages['closed']).toContain('Send a new report')
  })
})

it('the updates page says of a withdrawn update not to install it', () => {
  expect(pages['updates']?.match(/do not install it/g)).toHaveLength(1)
})

it('the style has no address from elsewhere', () => {
  expect(portalStyle).not.toMatch(/url\(|@import|https?:/)
})
