import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readSyslog } from './syslog.ts'
import { createDeframer } from './syslog-frames.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a syslog message (RFC 5424 section 6)', () => {
  it('is read with its header, structured data and message', () => {
    const read = readSyslog(
      '<165>1 2003-10-11T22:14:15.003Z pump-7 evntslog 12 ID47 [a@32473 iut="3" eventSource="App\\"l\\]i\\\\cation"][b@32473 class="high"] \uFEFFAn entry',
    )
    expect(read).toEqual({
      facility: 20,
      severity: 'notice',
      at: '2003-10-11T22:14:15.003Z',
      host: 'pump-7',
      app: 'evntslog',
      process: '12',
      messageId: 'ID47',
      data: [
        {
          id: 'a@32473',
          parameters: [
            { name: 'iut', value: '3' },
            { name: 'eventSource', value: 'App"l]i\\cation' },
          ],
        },
        { id: 'b@32473', parameters: [{ name: 'class', value: 'high' }] },
      ],
      message: 'An entry',
    })
  })

  it('may leave everything out but its priority and version', () => {
    const read = readSyslog('<0>1 - - - - - -')
    expect(read).toEqual({ facility: 0, severity: 'emergency', data: [], message: '' })
  })

  it('tells its time with an offset and up to six digits of a second', () => {
    const read = orThrow(readSyslog('<34>1 2026-01-02T03:04:05.123456+05:30 h a - - - m'))
    expect(read.at).toBe('2026-01-01T21:34:05.123Z')
  })

  it('may carry a message that is not UTF-8', () => {
    const latin = new Uint8Array([...bytes('<34>1 - h a - - - '), 0xe4, 0x20, 0x31])
    expect(orThrow(readSyslog(latin)).message).toBe('ä 1')
  })

  it.each([
    ['a priority above 191', '<192>1 - - - - - -'],
    ['a priority with a leading zero', '<034>1 - - - - - -'],
    ['no priority', '1 - - - - - -'],
    ['another version', '<34>2 - - - - - -'],
    ['the format before RFC 5424', '<34>Oct 11 22:14:15 pump-7 su: failed'],
    ['a leap second', '<34>1 2026-12-31T23:59:60Z h a - - - m'],
    ['a day that is not there', '<34>1 2026-02-30T00:00:00Z h a - - - m'],
    ['a small t', '<34>1 2026-02-03t00:00:00Z h a - - - m'],
    ['seven digits of a second', '<34>1 2026-02-03T00:00:00.1234567Z h a - - - m'],
    ['no offset', '<34>1 2026-02-03T00:00:00 h a - - - m'],
    ['a host with other letters', '<34>1 - pümp a - - - m'],
    ['a program name of 49 characters', `<34>1 - h ${'a'.repeat(49)} - - - m`],
    ['an empty field', '<34>1 -  h a - - - m'],
    ['an end within the header', '<34>1 - h a -'],
    ['no structured data', '<34>1 - h a - - m'],
    ['an element that does not end', '<34>1 - h a - - [x y="1" m'],
    ['a bare bracket in a value', '<34>1 - h a - - [x y="1]"] m'],
    ['a parameter without quotes', '<34>1 - h a - - [x y=1] m'],
    ['two elements of one name', '<34>1 - h a - - [x y="1"][x y="2"] m'],
    ['no space before the message', '<34>1 - h a - - -m'],
  ])('refuses %s', (_, text) => {
    expect(readSyslog(text)).toMatchObject({ refused: true, code: 'syslog/unreadable' })
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (some, tail) => {
        readSyslog(some)
        readSyslog(`<34>1 - h a - - ${tail}`)
      }),
    )
  })
})

describe('a stream of syslog messages (RFC 6587, RFC 5425)', () => {
  const texts = (frames: ReturnType<ReturnType<typeof createDeframer>['push']>) =>
    orThrow(frames).map((frame) => new TextDecoder().decode(frame))

  it('comes apart at the told lengths and at line feeds, however it arrives', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ text: fc.stringMatching(/^<[a-z\u00e4 ]{1,40}$/), counted: fc.boolean() }),
        ),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (messages, cuts) => {
          const stream = bytes(
            messages
              .map(({ text, counted }) => (counted ? `${bytes(text).length} ${text}` : `${text}\n`))
              .join(''),
          )
          const deframer = createDeframer({ limit: 200, lines: true })
          const found: string[] = []
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const size = cuts[turn % cuts.length] ?? 1
            found.push(...texts(deframer.push(stream.subarray(at, at + size))))
            at += size
          }
          expect(found).toEqual(messages.map(({ text }) => text))
          expect(deframer.waiting()).toBe(0)
        },
      ),
    )
  })

  it.each([
    ['an endless line', `<34>1 ${'x'.repeat(300)}`, true],
    ['a length beyond the bound', '201 <34>1', true],
    ['an endless length', '1'.repeat(50), true],
    ['a length that is none', '12a <34>1 - - - - - -', true],
    ['a length with a leading zero', '012 <34>1 - - - - - -', true],
    ['a line where lengths are a must', '<34>1 - - - - - -\n', false],
    ['another protocol', '\u0016\u0003\u0001', false],
  ])('is refused at %s', (_, text, lines) => {
    const refused = createDeframer({ limit: 200, lines }).push(bytes(text))
    expect(refused).toMatchObject({ refused: true, code: 'syslog/frame' })
  })

  it('gives its last line at the end, and no half of a counted message', () => {
    const lines = createDeframer({ limit: 200, lines: true })
    expect(texts(lines.push(bytes('<1>a\r\n\n<2>b')))).toEqual(['<1>a'])
    expect(new TextDecoder().decode(lines.end())).toBe('<2>b')
    const counted = createDeframer({ limit: 200, lines: true })
    expect(isRefusal(counted.push(bytes('40 <34>1')))).toBe(false)
    expect(counted.end()).toBeUndefined()
  })
})
