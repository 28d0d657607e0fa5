import type { DispositionPart } from './disposition.ts'

type Disposition = DispositionPart['disposition']

/** The decided path of one product: its own row, or what holds for all. */
export const pathFor = (disposition: Disposition, product: string): string | undefined =>
  disposition?.rows.find((row) => row.product === product)?.path ?? disposition?.path

/** Whether a path changes something that has to be reviewed and tested. */
export const changes = (path: string | undefined): boolean => path !== 'residual-risk'

/** Whether anything is changed for any product. */
export const fixes = (disposition: Disposition): boolean =>
  disposition !== null &&
  [disposition.path, ...disposition.rows.map(({ path }) => path)].some(changes)

/** All that is decided for operators, whichever product it is for. */
export const guidanceIn = (disposition: NonNullable<Disposition>): readonly string[] => [
  ...disposition.guidance,
  ...disposition.rows.flatMap(({ guidance }) => guidance),
]
