import type { ImportedRow } from '../../cases/contract.ts'
import { caseColumns, importCase } from '../../cases/contract.ts'
import { type CaseState, earlierNumber } from '../../cases/index.ts'
import { day } from '../../kernel/fields.ts'
import { having } from '../wiring/records.ts'
import { productNamed } from './named.ts'
import type { Mistake, Register } from './register.ts'

type Key = keyof typeof caseColumns

/** Cases of an earlier system, known by its name and their number there; a known one stays as it is. */
export const caseRegister: Register<Key> = {
  columns: caseColumns,
  permission: importCase.permission,
  columnOf: ({ code }) => (code.startsWith('cvss/') ? 'vector' : (byCode[code] ?? null)),
  plan: async ({ cells }, imported, { parts: { ledger }, actor, system }) => {
    const mistakes: Mistake<Key>[] = []
    const { number, title, summary, conclusion } = cells
    if (number === '')
      mistakes.push({
        column: 'number',
        message: 'It is empty. Write the number that the case had there.',
      })
    for (const column of ['openedOn', 'awareOn', 'closedOn'] as const)
      if ((cells[column] !== '' || column === 'openedOn') && !isDay(cells[column]))
        mistakes.push({
          column,
          message: `${cells[column] === '' ? 'It is empty' : `"${cells[column].slice(0, 40)}" is no day`}. Write it like 2024-02-29.`,
        })
    const product = cells.product === '' ? undefined : await productNamed(ledger, cells.product)
    if (product !== undefined && 'why' in product)
      mistakes.push({ column: 'product', message: product.why })
    if (mistakes.length > 0) return mistakes
    const identity = earlierNumber(system, number)
    const [known] = await having<CaseState>(ledger, 'case', 'earlier-number', identity)
    if (known !== undefined) {
      const isHidden = (await ledger.hidden(actor.id, [known.stream])).has(known.stream)
      return {
        ...{ outcome: 'same', identity, title },
        record: isHidden ? '' : known.humanId,
        note:
          isHidden || rowOf(known.state) === textOf(imported)
            ? ''
            : 'The row differs from what was imported. The case stays as it is: change it on its page.',
      }
    }
    const given = (key: Key) => (cells[key] === '' ? {} : { [key]: cells[key] })
    return {
      ...{ outcome: 'new', record: '', identity, title, note: '' },
      command: {
        ...{ kind: 'case', command: 'open-imported', key: `case-import:${identity}` },
        input: {
          ...{ system, number, title, summary, conclusion, openedOn: cells.openedOn, imported },
          ...(product !== undefined && 'id' in product ? { product: product.id } : {}),
          ...given('cve'),
          ...given('cwe'),
          ...given('vector'),
          ...given('awareOn'),
          ...given('closedOn'),
        },
      },
    }
  },
}

const isDay = (cell: string): boolean => day.safeParse(cell).success

const rowOf = ({ imported }: CaseState): string => (imported === null ? '' : textOf(imported))

const textOf = ({ cells }: Pick<ImportedRow, 'cells'>): string =>
  JSON.stringify(cells.map(({ column, value }) => [column, value]))

const byCode: Readonly<Record<string, Key>> = {
  'case/import-backwards': 'closedOn',
  'case/import-no-conclusion': 'conclusion',
  'case/no-such-product': 'product',
}
