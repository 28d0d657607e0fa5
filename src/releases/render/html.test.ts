import { describe, expect, test } from 'vitest'
import { gatewayRecords } from '../../../test/support/gateway-records.ts'
import { elementText, htmlElements } from '../../../test/support/rendered-text.ts'
import { composeReleaseDocumentation } from '../document/compose.ts'
import { renderHtml } from './html.ts'
import { htmlStyle } from './html-style.ts'

const [guide] = composeReleaseDocumentation(gatewayRecords)
const file = renderHtml(guide)
const elements = htmlElements(file)
const named = (...names: readonly string[]) => elements.filter((one) => names.includes(one.tagName))
const attribute = (element: (typeof elements)[number] | undefined, name: string) =>
  element?.attrs.find((one) => one.name === name)?.value

describe('the HTML form', () => {
  test('says its language and title', () => {
    expect(attribute(named('html')[0], 'lang')).toBe('en')
    expect(named('title').map(elementText)).toEqual([`${guide.title}: ${guide.subtitle}`])
  })

  test('runs, loads and sends nothing', () => {
    expect(named('script', 'link', 'img', 'iframe', 'object', 'form', 'base')).toEqual([])
    expect(
      elements.flatMap((one) => one.attrs).filter((one) => /^(on|style$|src)/.test(one.name)),
    ).toEqual([])
    const policy = named('meta').find((one) => attribute(one, 'http-equiv') !== undefined)
    expect(attribute(policy, 'content')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  test('holds its style unescaped', () => {
    expect(named('style').map(elementText)).toEqual([htmlStyle])
  })

  test('goes down one heading level at a time', () => {
    const levels = named('h1', 'h2', 'h3', 'h4').map((one) => Number(one.tagName.slice(1)))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
    })
  })

  test('gives every table a caption and every header cell its scope', () => {
    expect(named('table').length).toBeGreaterThan(5)
    expect(named('caption')).toHaveLength(named('table').length)
    expect(named('th').every((one) => ['col', 'row'].includes(attribute(one, 'scope') ?? ''))).toBe(
      true,
    )
  })

  test('links every section from the contents', () => {
    const ids = new Set(elements.map((one) => attribute(one, 'id')))
    const targets = named('a').map((one) => attribute(one, 'href')?.slice(1))
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((target) => !ids.has(target))).toEqual([])
  })

  test('is the same for the same document', () => {
    expect(renderHtml(guide)).toEqual(file)
  })
})
