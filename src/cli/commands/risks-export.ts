import { refuse } from '../../kernel/result.ts'
import type { Command } from '../command.ts'
import { downloadTo } from '../reach/download.ts'
import { signInOptions } from '../reach/sign-in.ts'

/** The risk register as a file. */
export const risksExport: Command = {
  name: 'risks export',
  summary: 'Write the risk register as CSV or XLSX',
  usage: 'FILE.csv|FILE.xlsx [--status STATUS] [--facet NAME:VALUE]',
  operands: [1, 1],
  options: [
    {
      name: 'status',
      value: 'STATUS',
      help: 'Entries that stand so, like stale; several by commas.',
    },
    {
      name: 'facet',
      value: 'NAME:VALUE',
      help: 'Entries with this, like level:not-acceptable, product:ID or category:Network.',
    },
    ...signInOptions,
  ],
  details: [
    'Entries as whoever asks may see them. `risks import` reads the same file again. What a spreadsheet program would run as a formula has an apostrophe before it in CSV, and is a plain text in XLSX.',
  ],
  run: async (context, words) => {
    const [file = ''] = words.operands
    const format = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase()
    if (format === undefined)
      return refuse('table/unknown-format', `${file} says no format. Call it .csv or .xlsx.`)
    const query = new URLSearchParams()
    for (const name of ['status', 'facet']) {
      const value = words.value(name)
      if (value !== undefined) query.set(name, value)
    }
    return downloadTo(context, words, `/api/risks/export.${format}?${query}`, file)
  },
}
