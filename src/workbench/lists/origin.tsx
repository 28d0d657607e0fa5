import type { ListItem } from '../api/records.ts'
import { valueInWords } from '../kinds/words.ts'

/** Source and channel of a report. */
export const Origin = ({ facets }: { readonly facets: ListItem['facets'] }) => (
  <>
    {wordsOf('source', facets)}
    <span className="origin-channel soft">
      <span className="visually-hidden">, </span>
      {wordsOf('channel', facets)}
    </span>
  </>
)

const wordsOf = (name: string, facets: ListItem['facets']): string =>
  (facets[name] ?? []).map((value) => valueInWords(name, value)).join(', ')
