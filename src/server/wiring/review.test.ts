import { expect, test } from 'vitest'
import { isPublic } from './review.ts'

test.each([
  'https://security.maker.example',
  'https://172.15.0.1',
  'http://8.8.8.8:8080',
  'https://[2001:db8::1]',
])('outsiders can reach %s', (url) => {
  expect(isPublic(url)).toBe(true)
})

test.each([
  'http://127.0.0.1:8080',
  'http://localhost:8080',
  'http://vulnerary',
  'http://[::1]:8080',
  'http://[fe80::1]',
  'http://[fd00::1]',
  'http://0.0.0.0',
  'http://10.0.0.7',
  'http://172.16.0.1',
  'http://172.31.255.1',
  'http://192.168.1.1',
  'http://169.254.0.1',
  'http://server.local',
  'http://security.maker.internal',
])('no outsider can reach %s', (url) => {
  expect(isPublic(url)).toBe(false)
})
