import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { theirNumber } from './their-number.tsx'

const shown = (url: string) =>
  renderToStaticMarkup(
    theirNumber({ theirReference: '12', origin: { system: 'redmine:lab', key: '12', url } }),
  )

test('leads to the issue that the report was made of', () => {
  expect(shown('https://redmine.example/issues/12')).toBe(
    '<a href="https://redmine.example/issues/12" rel="noreferrer">12 (redmine:lab)</a>',
  )
  expect(theirNumber({ theirReference: 'CMP-1', origin: null })).toBe('CMP-1')
  expect(theirNumber({ theirReference: '', origin: null })).toBe('')
})

test.each(['javascript:alert(1)', 'data:text/html,x', '', 'issues/12'])(
  'leads nowhere by %s',
  (url) => {
    expect(shown(url)).toBe('12')
  },
)
