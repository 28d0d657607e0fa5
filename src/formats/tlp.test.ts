import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTlp, tlpMarkOf } from './tlp.ts'

describe('readTlp', () => {
  it.each([
    ['TLP:CLEAR', 'CLEAR'],
    ['TLP:WHITE', 'CLEAR'],
    ['[tlp: green] Weekly bulletin', 'GREEN'],
    ['TLP-AMBER', 'AMBER'],
    ['TLP:AMBER+STRICT', 'AMBER+STRICT'],
    ['TLP: AMBER + STRICT. Keep it to yourselves.', 'AMBER+STRICT'],
    ['(TLP:RED)', 'RED'],
    ['TLP:REDACTED', ''],
    ['Red alert: nothing of the protocol', ''],
    ['HTLP:RED', ''],
    ['', ''],
  ])('reads %j as %j', (text, mark) => {
    expect(readTlp(text)).toBe(mark)
  })

  it('takes the narrowest of several marks in one text', () => {
    expect(readTlp('TLP:GREEN for the summary, TLP:AMBER for the annex')).toBe('AMBER')
  })

  it('lets the subject decide before the body', () => {
    const explains = 'TLP:RED means for the recipients only; TLP:CLEAR may be published.'
    expect(readTlp('[TLP:CLEAR] Advisory', explains)).toBe('CLEAR')
    expect(readTlp('Advisory', explains)).toBe('RED')
  })

  it('names the mark of a label, and none for another word', () => {
    expect(tlpMarkOf('White')).toBe('CLEAR')
    expect(tlpMarkOf('TLP:AMBER+STRICT')).toBe('AMBER+STRICT')
    expect(tlpMarkOf('PURPLE')).toBe('')
  })

  it('answers any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('TLP', ':', ' ', 'AMBER', '+', 'STRICT', 'RED', 'x') }),
        (text) => typeof readTlp(text) === 'string',
      ),
    )
  })
})
