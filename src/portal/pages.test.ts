import { describe, expect, it } from 'vitest'
import {
  english,
  everyPage,
  fields,
  hostile,
  page,
  pages,
  said,
} from '../../test/support/portal-pages.ts'
import { elementText, htmlElements } from '../../test/support/rendered-text.ts'
import { portalReport } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import { portalStyle, problemsIn, reporterPage } from './index.ts'

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
    if (name !== 'link')
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
    expect(asked.length > 0).toBe(['form', 'reporter', 'closed', 'link'].includes(name))
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
      if (Number.isNaN(longest) || name === 'reporterEmail' || name === 'creditLink') continue
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

  it('of a closed report says how it ended and that a word opens it, and cannot be withdrawn', () => {
    for (const words of ['How it ended', 'We knew of it already', 'opens it again'])
      expect(pages['closed']).toContain(words)
    expect(pages['closed']).not.toContain('/withdraw')
    expect(pages['reporter']).toContain('action="/r/token/withdraw"')
    expect(pages['reporter']).toContain('action="/r/token/credit"')
  })

  it('says by when the reporter hears what we make of it', () => {
    expect(pages['reporter']).toContain('<time dateTime="2026-03-16">16 March 2026</time>')
  })
})

it('the updates page says of a withdrawn update not to install it', () => {
  expect(pages['updates']?.match(/do not install it/g)).toHaveLength(1)
})

it('the style has no address from elsewhere', () => {
  expect(portalStyle).not.toMatch(/url\(|@import|https?:/)
})
