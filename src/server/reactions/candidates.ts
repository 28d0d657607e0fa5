import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** A defect opened from a candidate decides that candidate: it is false now. */
export const keepCandidate: Reaction = {
  name: 'keep-candidate',
  on: ['defect.opened'],
  run: async (event, parts) => {
    const { look, candidate } = event.payload
    if (typeof look !== 'string' || typeof candidate !== 'string') return
    await issue(parts, event, {
      kind: 'look',
      command: 'keep',
      id: look,
      input: { candidate, defect: event.stream },
    })
  },
}
