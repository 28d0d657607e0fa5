import { sketchOfReceived } from '../../intake/index.ts'
import type { BatchReaction } from '../reactions/runner.ts'
import { reactionName, writeSketches } from './sketches.ts'

/** After a report was received: nobody waits for what only the search for duplicates needs. */
export const sketchReports: BatchReaction = {
  name: reactionName,
  on: ['report.received'],
  runAll: (events, { ledger }) =>
    writeSketches(
      ledger.database,
      events.map((event) => ({ stream: event.stream, sketch: sketchOfReceived(event) })),
    ),
}
