import { Link } from '@tanstack/react-router'
import { contracts } from '../kinds/contracts.ts'
import { Day } from './time.tsx'

const collections = new Map(contracts.map(({ prefix, collection }) => [prefix, collection]))

/** A human id, `CASE-2026-0003`, or a day, `2026-08-01`. */
const named = /\b([A-Z]{3,4})-\d{4}-\d{4,}\b|\b\d{4}-\d{2}-\d{2}\b/g

/** A sentence of the server: its records can be opened, and its days are written as elsewhere. */
export const WithRecords = ({ text }: { readonly text: string }) => (
  <>
    {partsOf(text).map(({ at, words, is, collection = '' }) =>
      is === 'record' ? (
        <Link key={at} to="/$collection/$id" params={{ collection, id: words }} className="whole">
          {words}
        </Link>
      ) : is === 'day' ? (
        <Day key={at} on={words} />
      ) : (
        words
      ),
    )}
  </>
)

interface Part {
  readonly at: number
  readonly words: string
  readonly is: 'text' | 'day' | 'record'
  readonly collection?: string | undefined
}

const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = []
  let end = 0
  for (const { 0: words, 1: prefix, index } of text.matchAll(named)) {
    const collection = prefix === undefined ? undefined : collections.get(prefix)
    if (prefix !== undefined && collection === undefined) continue
    const is = prefix === undefined ? 'day' : 'record'
    parts.push({ at: end, words: text.slice(end, index), is: 'text' })
    parts.push({ at: index, words, is, collection })
    end = index + words.length
  }
  return [...parts, { at: end, words: text.slice(end), is: 'text' }]
}
