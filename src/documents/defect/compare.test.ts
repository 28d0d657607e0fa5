import { describe, expect, it } from 'vitest'
import { compareStatement, said, says } from './compare.ts'

const passages = (...texts: readonly (string | readonly [text: string, lineage: string])[]) =>
  said(
    texts.map((one, index) => ({
      index,
      text: typeof one === 'string' ? one : one[0],
      location: { headings: [] },
      lineage: typeof one === 'string' ? '' : one[1],
    })),
  )
const wrong = 'Open port 80 on the firewall.'

describe('a wrong statement in a later revision', () => {
  it.each([
    ['stands as it was', [wrong], 'whole'],
    [
      'stands elsewhere, with other spaces and quotes',
      ['New.', 'Open  port 80\non the firewall.'],
      'whole',
    ],
    ['stands twice, once corrected', ['Close port 80.', wrong], 'whole'],
    ['got an addition', [`${wrong} Close it after the update.`], 'words'],
    ['is gone', ['Close port 80 on the firewall.'], 'gone'],
    ['is part of another word', ['Open port 800 on the firewall.'], 'gone'],
    ['cannot be looked for', [], 'unknown'],
  ] as const)('%s', (_, texts, stands) => {
    expect(compareStatement(passages(wrong), passages(...texts), wrong).stands).toBe(stands)
  })

  it('shows what stands in its place: by its lineage, else what is likest', () => {
    const before = passages(['Keep dry.', 'a'], [wrong, 'b'])
    const after = passages(['Keep dry.', 'a'], ['The firewall lets nothing in.', 'b'])
    expect(compareStatement(before, after, wrong).after).toBe('The firewall lets nothing in.')
    const unfollowed = passages('Keep dry.', 'Close port 80 on the firewall.', 'The end.')
    expect(compareStatement(passages('Keep dry.', wrong), unfollowed, wrong).after).toBe(
      'Close port 80 on the firewall.',
    )
    expect(compareStatement(passages(wrong), passages('The end.'), wrong).after).toBe('')
  })

  it('that runs over several passages is found where all of it stands', () => {
    const over = `${wrong} Then restart.`
    const before = passages(wrong, 'Then restart.')
    expect(compareStatement(before, passages(wrong, 'Then restart.'), over).stands).toBe('whole')
    expect(compareStatement(before, passages('Closed.', 'Then restart.'), over).stands).toBe('gone')
  })
})

it('words stand as words of their own', () => {
  expect(says(passages('The code is 471.'), 'code is 47')).toBe(false)
  expect(says(passages('The code is 47.'), 'code is 47')).toBe(true)
  expect(says(passages('Anything.'), ' ')).toBe(false)
})
