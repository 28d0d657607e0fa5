import { z } from 'zod'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { openFolder } from '../reach/open-folder.ts'
import { withRecords } from '../reach/with-records.ts'
import { plain } from '../terminal-text.ts'

const report = z.object({
  events: z.number(),
  sequenced: z.number(),
  streams: z.number(),
  checkpoints: z.number(),
  rootHash: z.string(),
  problems: z.array(z.object({ what: z.string(), where: z.string(), message: z.string() })),
  problemCount: z.number(),
})

/** Recomputes everything. */
export const ledgerCheck: Command = {
  name: 'ledger check',
  summary: 'Recompute the whole ledger and name whatever was altered',
  usage: '',
  operands: [0, 0],
  details: ['Answers 0 when everything is as it was written, 1 with the rows that are not.'],
  run: (context) =>
    withRecords(context, async (records) => {
      context.say(`Checking the ledger of ${records.where} …`)
      const answer = await records.post('/api/ledger/check')
      if (isRefusal(answer)) return answer
      const { events, sequenced, streams, checkpoints, rootHash, problems, problemCount } =
        report.parse(answer)
      context.answer(answer, [
        problemCount === 0
          ? `good: ${events} events (${sequenced} in the tree) of ${streams} records, ${checkpoints} checkpoints`
          : `NOT GOOD: ${problemCount} problems in ${events} events of ${streams} records`,
        `root hash ${rootHash}`,
        ...problems.map(
          ({ what, where, message }) => `  ${what} ${plain(where)}: ${plain(message)}`,
        ),
      ])
      return problemCount === 0 ? exit.done : exit.answeredNo
    }),
}

/** What is kept beside the facts, made anew from them. */
export const ledgerRebuild: Command = {
  name: 'ledger rebuild',
  summary: 'Make the state of every record anew from its facts',
  usage: '',
  operands: [0, 0],
  details: [
    'Works on the data folder itself (DATA_DIR), with the server stopped. For when ledger check says that a state, its facets or its search text are not what the events say; the facts themselves are only read. An upgrade does it by itself.',
    'Answers 0 when it is done, with how many records were not what their facts say.',
  ],
  run: async (context) => {
    const server = await openFolder(context)
    if (isRefusal(server)) return server
    try {
      const { renewAll } = await import('../../server/index.ts')
      await server.reactions.stop()
      const renewed = await renewAll(server.parts.ledger)
      const { records, changed } = renewed
      context.answer(renewed, [`${changed} of ${records} records were made anew`])
    } finally {
      await server.stop()
    }
    return exit.done
  },
}

const state = z.object({ verifierKey: z.string(), checkpoint: z.string().nullable() })

/** The latest signed checkpoint, for whoever keeps copies. */
export const ledgerCheckpoint: Command = {
  name: 'ledger checkpoint',
  summary: 'Print the latest signed checkpoint (C2SP tlog-checkpoint)',
  usage: '',
  operands: [0, 0],
  details: [
    'Keep it where the maker cannot change it: a ledger that is rewritten later contradicts it. With --json also the key that verifies it. Answers 1 while the ledger is empty.',
  ],
  run: (context) =>
    withRecords(context, async (records) => {
      const answer = await records.get('/api/ledger')
      if (isRefusal(answer)) return answer
      const { verifierKey, checkpoint } = state.parse(answer)
      context.say(`Verifier key: ${verifierKey}`)
      context.answer(answer, checkpoint === null ? [] : [checkpoint.trimEnd()])
      return checkpoint === null ? exit.answeredNo : exit.done
    }),
}

/** That one event stands in the tree. */
export const ledgerProof: Command = {
  name: 'ledger proof',
  summary: 'Prove that an event stands in the ledger',
  usage: 'EVENT_ID',
  operands: [1, 1],
  details: ['Answers the inclusion proof (RFC 9162) and the checkpoint that it leads to.'],
  run: (context, words) =>
    withRecords(context, async (records) => {
      const [event = ''] = words.operands
      const answer = await records.get(`/api/ledger/proof/${encodeURIComponent(event)}`)
      if (isRefusal(answer)) return answer
      context.answer(answer)
      return exit.done
    }),
}
