import type { Challenge, DeriveKeyFunction, Solution } from 'altcha-lib/types'

/** The library as the server hands it out: no bundler stands between. */
const library = '/portal/altcha'

interface Solver {
  solveChallenge(options: {
    readonly challenge: Challenge
    readonly deriveKey: DeriveKeyFunction
  }): Promise<Solution | null>
}

/** Solves the challenge that the page sends; answers what the form is to send along, or null. */
addEventListener('message', async ({ data }: MessageEvent<Challenge>) => {
  try {
    // What is imported by an address has no types of its own.
    const { solveChallenge } = (await import(`${library}/pow.js`)) as Solver
    const { deriveKey } = (await import(`${library}/algorithms/web/pbkdf2.js`)) as {
      readonly deriveKey: DeriveKeyFunction
    }
    const solution = await solveChallenge({ challenge: data, deriveKey })
    postMessage(solution === null ? null : btoa(JSON.stringify({ challenge: data, solution })))
  } catch (cause) {
    // Without https a browser has no cryptography for pages: the form is sent without a proof.
    console.warn(cause)
    postMessage(null)
  }
})
