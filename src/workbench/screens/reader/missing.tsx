import { MarkCard } from './mark-card.tsx'
import type { Passage } from './marked.ts'
import type { Chosen } from './sheet.tsx'

/** What is said of passages that do not stand in the version shown, and of what is said nowhere. */
export const Missing = ({
  passages,
  document,
  active,
  onChoose,
}: Chosen & { readonly passages: readonly Passage[] }) =>
  passages.length === 0 ? null : (
    <details className="reader-missing" open={passages.some(({ id }) => id === active)}>
      <summary>
        {passages.length === 1
          ? 'One remark is about no passage of this version: it stands in another one, or nowhere'
          : `${passages.length} remarks are about no passage of this version: they stand in another one, or nowhere`}
      </summary>
      <ol className="stack-tight">
        {passages.map(({ id, mark }) => (
          <li key={id}>
            {mark === null ? null : (
              <MarkCard
                mark={mark}
                document={document}
                isActive={id === active}
                onChoose={() => onChoose(id, true)}
              />
            )}
          </li>
        ))}
      </ol>
    </details>
  )
