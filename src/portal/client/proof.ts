/**
 * Makes the report form show that a browser took some trouble over it, so that a flood from the
 * reporter's address does not keep them out. The form works without: then a lower limit applies.
 * The work is done by a worker from the first key on; typing stays as smooth as ever.
 */
const form = document.querySelector<HTMLFormElement>('form[data-proof]')
const challengeAddress = form?.dataset['proof']

/** Longer than this nobody waits for it: the form goes without. Milliseconds. */
const patience = 15_000
/** A proof runs out (`limits.proof`); who writes longer than this gets a new one. Milliseconds. */
const fresh = 3_000_000

if (form && challengeAddress !== undefined) {
  let proof: Promise<string | undefined> | undefined
  let begun = 0
  const begin = () => {
    if (proof !== undefined && Date.now() - begun < fresh) return
    begun = Date.now()
    proof = solve(challengeAddress)
  }
  form.addEventListener('input', begin)
  let state: 'typing' | 'waiting' | 'ready' = 'typing'
  form.addEventListener('submit', (event) => {
    // The second time round the proof stands in the address, or there is none to be had.
    if (state === 'ready') return
    event.preventDefault()
    if (state === 'waiting') return
    state = 'waiting'
    begin()
    const note = form.querySelector<HTMLElement>('[data-waiting]')
    if (note) note.textContent = note.dataset['waiting'] ?? ''
    void Promise.race([proof, later(patience)]).then((found) => {
      if (found !== undefined) {
        const action = new URL(form.action)
        action.searchParams.set('proof', found)
        form.action = action.href
      }
      state = 'ready'
      // A browser ignores a form that is sent while it still asks whether it may be sent.
      setTimeout(() => form.requestSubmit())
    })
  })
  // A page that comes back from the browser's memory has a proof that was used.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    proof = undefined
    state = 'typing'
  })
}

/** What the form sends as proof; undefined where it cannot be had: that is no reason to fail. */
async function solve(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(address)
    if (!answer.ok) return undefined
    const challenge: unknown = await answer.json()
    return await new Promise((resolve) => {
      const worker = new Worker('/portal/proof-worker.js', { type: 'module' })
      const finish = (found: string | undefined) => {
        worker.terminate()
        resolve(found)
      }
      worker.addEventListener('message', ({ data }) =>
        finish(typeof data === 'string' ? data : undefined),
      )
      worker.addEventListener('error', () => finish(undefined))
      worker.postMessage(challenge)
    })
  } catch (cause) {
    console.warn('The form is sent without a proof of work.', cause)
    return undefined
  }
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}
