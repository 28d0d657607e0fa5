import { describe, expect, it } from 'vitest'
import { elementText, htmlElements } from '../../../test/support/rendered-text.ts'
import { problemPage } from '../index.ts'
import { german } from './de.ts'
import { english } from './en.ts'
import { chooseLanguage, fallback, isTextKey, type Language, ownLanguages } from './languages.ts'
import { sayIn } from './say.tsx'

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort()
const chosen = (asked: string | undefined, header: string) =>
  chooseLanguage(ownLanguages, asked, header).tag

describe('the languages that we bring', () => {
  it('have every text, with the same words to be put in', () => {
    for (const { tag, texts } of ownLanguages)
      for (const key of Object.keys(english).filter(isTextKey))
        expect([tag, key, holes(texts[key] ?? '')]).toEqual([tag, key, holes(english[key])])
  })

  it('have no text that no page asks for', () => {
    expect(Object.keys(german).filter((key) => !isTextKey(key))).toEqual([])
  })
})

describe('the language of a reader', () => {
  it.each([
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['fr-FR, fr;q=0.9, de;q=0.4, en;q=0.3', 'de'],
    ['en;q=0.4, de;q=0.8', 'de'],
    ['de;q=0, en', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['', 'en'],
    ['de;q=x', 'en'],
    ['\u0000;;;,,,q=1', 'en'],
    [`${'xx,'.repeat(5_000)}de`, 'en'],
  ])('asked for by a browser with %s is %s', (header, tag) => {
    expect(chosen(undefined, header)).toBe(tag)
  })

  it('is the one they chose, if there is such a one', () => {
    expect(chosen('de', 'en')).toBe('de')
    expect(chosen('DE', 'en')).toBe('de')
    expect(chosen('tlh', 'de')).toBe('de')
    expect(chosen('__proto__', '')).toBe('en')
  })
})

describe('a language that lacks texts', () => {
  const french: Language = {
    tag: 'fr',
    texts: { 'nav.report': 'Signaler une vulnérabilité', 'language.direction': 'ltr' },
  }
  const say = sayIn({ language: french })

  it('says them in English, marked as English, and blocks nothing', () => {
    const page = problemPage(
      { maker: { name: 'Maker', url: 'https://maker.example' }, say, filesMegabytes: 1 },
      say.text('link.title'),
      say.words('link.text'),
    )
    const elements = htmlElements(Buffer.from(page))
    const inEnglish = elements.filter(({ attrs }) =>
      attrs.some(({ name, value }) => name === 'lang' && value === 'en'),
    )
    expect(inEnglish.map((element) => elementText(element))).toContain(english['link.text'])
    expect(page).toContain('>Signaler une vulnérabilité</a>')
  })

  it('shows a refusal that no language knows in its own words', () => {
    expect(sayIn({ language: fallback }).refusal({ code: 'x/y', message: 'Do z.' })).toBe('Do z.')
    expect(say.refusal({ code: 'x/y', message: 'Do z.' })).toMatchObject({
      props: { lang: 'en', children: 'Do z.' },
    })
  })

  it('writes days as its readers do', () => {
    const day = (language: Language) => sayIn({ language }).day('2026-03-07')
    expect(day(fallback)).toMatchObject({ props: { children: '7 March 2026' } })
    expect(day({ tag: 'de', texts: {} })).toMatchObject({ props: { children: '7. März 2026' } })
    // A tag that no machine knows is no reason to fail.
    expect(day({ tag: 'tlh', texts: {} })).toMatchObject({ props: { children: '7 March 2026' } })
  })
})
