import { useQuery } from '@tanstack/react-query'
import { caseFilesQuery } from '../../../api/case-talk.ts'
import { useActorName } from '../../../api/people.ts'
import { humanise, valueInWords } from '../../../kinds/words.ts'
import { Failed } from '../../../parts/banner.tsx'
import { FileLink } from '../../../parts/files.tsx'
import { Section, Waiting } from '../../../parts/page.tsx'
import { Moment } from '../../../parts/time.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** Every file of the case that whoever looks may see, with who brought it and for whom it is. */
export const CaseFiles = ({ record }: PanelProps<CaseView>) => {
  const nameOf = useActorName()
  const { data, error, refetch } = useQuery(caseFilesQuery(record.id, record.version))
  return (
    <Section title="Files">
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={2} />
      ) : data.length === 0 ? (
        <p className="soft">
          No file yet that is for you. Files come with a message, a note, or what they prove.
        </p>
      ) : (
        <ul className="stack-tight">
          {data.map((file) => (
            <li key={file.hash}>
              <div className="stack-tight">
                <p>
                  <FileLink file={file} />
                </p>
                <p className="soft small">
                  {valueInWords('audience', file.audience)}. {nameOf(file.by)} with{' '}
                  {file.with.includes('.')
                    ? `“${humanise(file.with.slice(file.with.indexOf('.') + 1))}”`
                    : file.with}
                  , <Moment at={file.at} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
