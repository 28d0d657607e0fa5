import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Maker } from '../maker.ts'

/** What a browser with script sends along: the work of a fresh challenge. */
export const provesWork = async (
  maker: Maker,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const answer = await maker.fetch('/report/challenge', { headers })
  // The server made it; a challenge of another form would not be solved.
  const challenge = (await answer.json()) as Challenge
  // However slow the machine is.
  const solution = await solveChallenge({ challenge, deriveKey, timeout: 0 })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}
