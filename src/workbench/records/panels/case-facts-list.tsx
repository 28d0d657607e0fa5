import { humanise } from '../../kinds/words.ts'
import { Facts } from '../../parts/page.tsx'
import type { CaseView } from '../views/case.ts'

/** What the accompanying documents are searched for after the fix. */
export const CaseFactsList = ({ facts }: { readonly facts: CaseView['facts'] }) => {
  const told = Object.entries(facts).flatMap(([name, value]) => {
    const words = inWords(value)
    return words === '' ? [] : [{ name: humanise(name), value: words }]
  })
  return told.length === 0 ? (
    <p className="soft">
      No facts recorded that the documents could be searched for. Record ports, accounts, settings
      and versions that the fix changes.
    </p>
  ) : (
    <>
      <h3>The documents are searched for</h3>
      <Facts facts={told} />
    </>
  )
}

const inWords = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(inWords).join('; ')
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .map(inWords)
      .filter((text) => text !== '')
      .join(' ')
  return ''
}
