import { createHash } from 'node:crypto'
import type { RandomBytes } from '../../../kernel/ports.ts'

/** 32 random bytes in base64url: 43 characters that nobody guesses. */
export const newToken = (random: RandomBytes): string =>
  Buffer.from(random(32)).toString('base64url')

/** What is stored of a token: its SHA-256. The token has full entropy, so no salt is needed. */
export const hashOfToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex')

/** Whether the text can be one of our tokens at all; keeps long nonsense from being hashed. */
export const looksLikeToken = (text: string): boolean => /^(?:vul_)?[A-Za-z0-9_-]{43}$/.test(text)
