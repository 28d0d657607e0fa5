import { Banner } from '../../parts/banner.tsx'
import { FileLink } from '../../parts/files.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { DoneBy } from '../done-by.tsx'
import { type ErasureView, erasureView } from '../views/erasure.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { LeftToPeopleList } from './left-to-people.tsx'

/** What had to go, what went, and what is left for people to look at. */
export const ErasurePanel = withState(erasureView, ({ state }: PanelProps<ErasureView>) => (
  <>
    {state.done === null ? (
      <Banner tone="warn" title="Being carried out">
        <p>The server destroys what it can. This page shows when it is done.</p>
      </Banner>
    ) : (
      <Banner
        tone="good"
        title={state.what === 'person' ? 'The person is erased.' : 'The file is destroyed.'}
      >
        <p>{doneInWords(state)}</p>
      </Banner>
    )}
    {state.left === null ? null : (
      <Section title="Left to people">
        <LeftToPeopleList left={state.left} />
      </Section>
    )}
    <Section title="The order">
      <p className="prose verbatim">{state.reason}</p>
      <p>
        <DoneBy by={state.orderedBy} at={state.orderedAt} />
      </p>
      <Facts
        facts={[
          {
            name: state.what === 'person' ? 'By the report' : 'Named in',
            value: state.about.map((id) => (
              <span key={id}>
                <Named id={id} what={state.what} />
              </span>
            )),
          },
          ...(state.file === null
            ? []
            : [
                {
                  name: 'Hash of what is gone',
                  value: <span className="mono long-hash">{state.file}</span>,
                },
              ]),
          ...(state.replacement === null
            ? []
            : [{ name: 'In its place', value: <FileLink file={state.replacement} /> }]),
        ]}
      />
    </Section>
  </>
))

const doneInWords = ({ what, done }: ErasureView): string => {
  if (done === null) return ''
  if (what === 'file') return 'Its hash stays, and the redacted copy stands wherever it was named.'
  const { reports, mails, destroyed, kept } = done
  return [
    `${counted(reports, 'report')} ${reports === 1 ? 'reads' : 'read'} “(erased)” now, ${counted(destroyed.length, 'file')} and the texts of ${counted(mails, 'mail')} are gone.`,
    ...(kept.length === 0
      ? []
      : [`${counted(kept.length, 'file')} stay, because other records of ours name them.`]),
  ].join(' ')
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** A file may be named in cases, too; which kind an id is of, only asking tells. */
const Named = ({ id, what }: { readonly id: string; readonly what: ErasureView['what'] }) =>
  what === 'person' ? (
    <RecordLink collection="reports" id={id} />
  ) : (
    <RecordLink collection="reports" id={id} orElse={<RecordLink collection="cases" id={id} />} />
  )
