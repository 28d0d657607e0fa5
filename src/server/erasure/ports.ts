import type { ReportState } from '../../intake/index.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import { visible } from '../commands/dispatch.ts'
import { one, readOf } from '../wiring/records.ts'
import { destroyedAmong } from './destroyed.ts'
import type { ErasurePorts } from './kind.ts'
import { namesOf } from './names-of.ts'

export const erasurePorts = (ledger: () => Ledger): ErasurePorts => ({
  personOf: async (id, actor) => {
    const report = await one<ReportState>(ledger(), 'report', id)
    if (report === undefined || !(await visible(ledger(), report, actor)))
      return refuse('record/not-found', 'There is no report with this id.')
    const { subject } = report.state
    return subject === null
      ? refuse('erasure/nobody', 'Nobody outside told anything in this report: there is no key.')
      : { facts: subject, read: readOf([report]) }
  },
  naming: async (file, actor) => {
    const { database } = ledger()
    const naming = await namesOf(database, file)
    const streams = naming.map(({ stream }) => stream)
    const hidden = await ledger().hidden(actor.id, streams)
    if (naming.length === 0 || hidden.size > 0)
      return refuse('record/not-found', 'No report or case that you may see names this file.')
    if (naming.some(({ kind }) => kind !== 'report' && kind !== 'case'))
      return refuse(
        'erasure/own-file',
        'Documents, releases or updates name this file, too. Replace it there by a new revision.',
      )
    if ((await destroyedAmong(database.reader, [file])).size > 0)
      return refuse('erasure/gone', 'This file was destroyed before.')
    const records = await ledger().loadAll(streams)
    return { facts: records.map(({ stream }) => stream as StreamId), read: readOf(records) }
  },
})
