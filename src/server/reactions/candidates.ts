import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** A defect opened from candidates decides them: they are false now. */
export const keepCandidate: Reaction = {
  name: 'keep-candidate',
  on: ['defect.opened'],
  run: async (event, parts) => {
    const { look, candidate, candidates } = event.payload
    if (typeof look !== 'string') return
    const several = Array.isArray(candidates) ? candidates : []
    for (const id of new Set([candidate, ...several]))
      if (typeof id === 'string')
        await issue(parts, event, {
          kind: 'look',
          command: 'keep',
          id: look,
          input: { candidate: id, defect: event.stream },
          of: id,
        })
  },
}
