import { expect, it } from 'vitest'
import { unheardOf } from './unheard.ts'

const first = { dueAt: '2026-03-01T00:00:00.000Z', mails: 1 }
const nobody = { ...first, mails: 0 }

it('is unheard until something told later of the same date is heard', () => {
  expect(unheardOf([nobody])).toEqual([nobody])
  expect(unheardOf([nobody, first])).toEqual([])
  expect(unheardOf([nobody, { ...first, dueAt: '2026-04-01T00:00:00.000Z' }])).toEqual([nobody])
})

it('is unheard where the reminder was heard, and nobody heard that the date was missed', () => {
  expect(unheardOf([first, nobody])).toEqual([nobody])
})
