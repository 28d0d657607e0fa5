import { Facts } from '../../../parts/page.tsx'
import type { CaseView } from '../../views/case.ts'

type CaseFacts = CaseView['facts']

/** What the accompanying documents are searched for after the fix. */
export const CaseFactsList = ({ facts }: { readonly facts: CaseFacts }) => {
  const told = linesOf(facts)
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => ({ name, value: <Lines lines={lines} /> }))
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

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

const linesOf = (
  facts: CaseFacts,
): readonly { readonly name: string; readonly lines: readonly string[] }[] => [
  { name: 'What changes', lines: facts.summary === undefined ? [] : [facts.summary] },
  { name: 'Product', lines: facts.product === undefined ? [] : [versionsOf(facts.product)] },
  { name: 'Components', lines: (facts.components ?? []).map(versionsOf) },
  {
    name: 'Ports',
    lines: (facts.ports ?? []).map(({ port, protocol, service }) =>
      [protocol === undefined ? String(port) : `${port}/${protocol}`, service ?? '']
        .join(' ')
        .trim(),
    ),
  },
  {
    name: 'Accounts',
    lines: (facts.accounts ?? []).map(({ name, defaultCredential }) =>
      defaultCredential === undefined ? name : `${name}, password ${defaultCredential}`,
    ),
  },
  { name: 'Algorithms', lines: facts.algorithms ?? [] },
  { name: 'Settings', lines: facts.settings ?? [] },
  { name: 'Paths', lines: facts.paths ?? [] },
  { name: 'Hosts', lines: facts.hosts ?? [] },
  { name: 'Features', lines: facts.features ?? [] },
  { name: 'Words', lines: facts.terms ?? [] },
  { name: 'Guidance', lines: facts.guidance ?? [] },
]

const versionsOf = ({
  name,
  affected,
  fixed,
}: {
  readonly name: string
  readonly affected?: string | undefined
  readonly fixed?: string | undefined
}): string =>
  [
    name,
    affected === undefined ? '' : `affected ${affected}`,
    fixed === undefined ? '' : `fixed in ${fixed}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
