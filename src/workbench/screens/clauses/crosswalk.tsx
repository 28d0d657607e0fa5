import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { type CrosswalkLink, crosswalkQuery } from '../../api/crosswalk.ts'
import { Failed } from '../../parts/banner.tsx'
import { Section } from '../../parts/page.tsx'

/** The clause beside other standards; typing one of theirs leads back to ours. */
export const Crosswalk = ({ clause }: { readonly clause: string }) => {
  const [asked, ask] = useState(clause)
  const { data, error, refetch } = useQuery(crosswalkQuery(asked))
  const look = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const words = new FormData(event.currentTarget).get('of')
    ask(typeof words === 'string' && words.trim() !== '' ? words.trim() : clause)
  }
  return (
    <Section title="Other standards">
      <form onSubmit={look}>
        <TextInput
          name="of"
          maxLength={200}
          label="Look up"
          description="A clause of ours, one of theirs, or a procedure of yours; then Enter."
          placeholder="IEC 62304 9.8"
        />
      </form>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? null : (
        <div role="status" className="told-list">
          <p className="soft small">
            {data.links.length === 0
              ? `Nothing is mapped to ${data.asked}.`
              : data.from === 'ours'
                ? `${data.asked} and what it maps to:`
                : `${data.asked} maps to these of ours:`}
          </p>
          <Links links={data.links.slice(0, shownFirst)} from={data.from} />
          {data.links.length <= shownFirst ? null : (
            <details>
              <summary>{`${data.links.length - shownFirst} more`}</summary>
              <Links links={data.links.slice(shownFirst)} from={data.from} />
            </details>
          )}
        </div>
      )}
    </Section>
  )
}

/** The closest stand first. */
const shownFirst = 6

const Links = ({
  links,
  from,
}: {
  readonly links: readonly CrosswalkLink[]
  readonly from: string
}) => (
  <ul className="told-list">
    {links.map((link) => (
      <Line key={JSON.stringify(link)} link={link} from={from} />
    ))}
  </ul>
)

const Line = ({ link, from }: { readonly link: CrosswalkLink; readonly from: string }) => {
  const ours = link.ours === 'all' ? link.title : `${link.ours} ${link.title}`
  const number = ['whole', 'not in source'].includes(link.clause) ? '' : ` ${link.clause}`
  const theirs = `${link.standard === 'own' ? 'Yours:' : link.standard}${number} ${link.theirTitle}`
  return (
    <li>
      <strong>{from === 'ours' ? theirs : ours}</strong>
      <span className="small">{from === 'ours' ? ours : theirs}</span>
      <span className="soft small">{`${link.reason} (${bearing[link.bears] ?? link.bears})`}</span>
    </li>
  )
}

const bearing: Readonly<Record<string, string>> = {
  stated: 'a source says so',
  titles: 'the titles say so',
  text: 'its text, which is public, says so',
  own: 'you say so',
}
