import { z } from 'zod'
import { line } from '../../../kernel/fields.ts'

const header = line.min(1)

/** A folder into which the complaint system drops CSV files, and what their columns are called. */
export const complaintsSchema = z
  .strictObject({
    /** Absolute, or counted from the data folder. */
    folder: z.string().min(1).max(1_000),
    /** Who hears of a complaint whose line names nobody. */
    owner: z.union([z.literal(''), z.email().max(300)]).default(''),
    /** The product of a complaint whose line names none. */
    product: line.default(''),
    columns: z.strictObject({
      number: header,
      description: header,
      title: header.optional(),
      owner: header.optional(),
      product: header.optional(),
      productVersion: header.optional(),
      steps: header.optional(),
      impact: header.optional(),
      reporterName: header.optional(),
      reporterEmail: header.optional(),
      /** Names of files below the folder, parted by `|` or line ends. */
      files: header.optional(),
    }),
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    encoding: z.enum(['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-15']).default('utf-8'),
    everySeconds: z.number().int().min(1).max(86_400).default(30),
    /** A file that has not changed for so long is taken to be written to its end. */
    settleSeconds: z.number().int().min(0).max(20).default(5),
  })
  .optional()
export type ComplaintSettings = NonNullable<z.output<typeof complaintsSchema>>
export type ComplaintColumn = keyof ComplaintSettings['columns']

export const complaintsExample = `# CSV files that the complaint system drops into a folder become reports, one for each number.
# complaints:
#   folder: /srv/complaints
#   owner: complaints@maker.example
#   delimiter: ";"
#   encoding: windows-1252
#   columns: { number: Complaint No, description: What happened, product: Device }
`
