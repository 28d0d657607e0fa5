import type { ListItem } from '../api/records.ts'
import { valueInWords } from '../kinds/words.ts'
import { Restricted, type Tone, ToneMark } from '../parts/marks.tsx'

/** Facets that mark a line, the most pressing first, with the shape that goes with their words. */
const marks: readonly (readonly [facet: string, tone: Tone])[] = [
  ['stale', 'bad'],
  ['urgency', 'bad'],
  ['reminder', 'bad'],
  ['attention', 'todo'],
  ['unread', 'todo'],
  ['protection', 'excused'],
  ['imported', 'excused'],
  ['unread-because', 'unknown'],
]

/** Of the marks that mostly only inform, those that warn. */
const pressing = ['infected', 'bad-signature', 'endangers', 'notice', 'returned']

/** What whoever goes through a list must not miss, in words. */
export const LineMarks = ({ item }: { readonly item: ListItem }) => (
  <>
    {item.restricted ? (
      <>
        {' '}
        <Restricted />
      </>
    ) : null}
    {marks.flatMap(([facet, tone]) =>
      (item.facets[facet] ?? []).map((value) => (
        <span key={`${facet} ${value}`}>
          {' '}
          <ToneMark tone={pressing.includes(value) ? 'bad' : tone}>
            {inWords(facet, value)}
          </ToneMark>
        </span>
      )),
    )}
  </>
)

/** An earlier system has the name that people gave it. */
const inWords = (facet: string, value: string): string =>
  facet === 'unread-because'
    ? value
    : facet === 'imported' && value !== 'yes'
      ? `From ${value}`
      : valueInWords(facet, value)
