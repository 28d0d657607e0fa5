import { expect, test } from 'vitest'
import { lettersOf } from './find-words.ts'

test('compares words however a page breaks, spaces or sets them', () => {
  expect(lettersOf('Open port **8080/tcp** in the ﬁre-\nwall.')).toBe(
    lettersOf('Open  port 8080/TCP in the firewall'),
  )
})
