import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

const gate = () => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test('work on one thing waits for the work before it, and for no other', async () => {
  const take = inTurn()
  const { open, opened } = gate()
  const done: string[] = []
  const first = take('CASE-1', async () => {
    await opened
    done.push('first')
  })
  const second = take('CASE-1', async () => done.push('second'))
  await take('CASE-2', async () => done.push('another'))
  open()
  await Promise.all([first, second])
  expect(done).toEqual(['another', 'first', 'second'])
})

test('work that fails fails for who asked for it, and the next goes on', async () => {
  const take = inTurn()
  const failing = take('CASE-1', async () => Promise.reject(new Error('The disk is gone.')))
  const next = take('CASE-1', async () => 'written')
  await expect(failing).rejects.toThrow('The disk is gone.')
  expect(await next).toBe('written')
  expect(await take('CASE-1', async () => 'again')).toBe('again')
})
