import type { Witnesses } from '../../api/ledger.ts'
import { Banner } from '../../parts/banner.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'

const number = new Intl.NumberFormat()

/** Whoever sees from another machine that nothing is taken away. */
export const Watched = ({ witnesses, cosigned, size, away, calls }: Witnesses) => (
  <Section title="Witnesses">
    {away.length === 0 ? null : (
      <Banner
        tone="bad"
        title={
          away.length === 1
            ? 'A witness stays away'
            : `${number.format(away.length)} witnesses stay away`
        }
      >
        <p>
          While no witness looks, nobody outside notices if facts are changed or taken away. Ask
          whoever runs it whether it still starts. How long it may stay away stands in the setting{' '}
          <code>WITNESS_HOURS</code>.
        </p>
        <ul className="stack-tight">
          {away.map(({ name, keyId, humanId, since, told }) => (
            <li key={name + keyId}>
              <RecordLink collection="witnesses" id={humanId} />: missed since <Moment at={since} />
              {told === 0 ? '; nobody was told by mail: no administrator has an address' : ''}
            </li>
          ))}
        </ul>
      </Banner>
    )}
    {witnesses.length === 0 ? (
      <p className="soft">
        Nobody watches this ledger from another machine. Whoever does sees within minutes if a fact
        is changed or taken away: <code>vulnerary ledger witness</code> prints a key, which stands
        in the setting <code>WITNESSES</code>.
      </p>
    ) : (
      <ul className="stack-tight">
        {witnesses.map(({ name, keyId }) => {
          const isIt = (one: { readonly name: string; readonly keyId: string }) =>
            one.name === name && one.keyId === keyId
          const word = cosigned.find(isIt)
          const tone = away.some(isIt) ? 'bad' : word === undefined ? 'unknown' : 'good'
          return (
            <li key={name + keyId}>
              <ToneMark tone={tone}>{name}</ToneMark>{' '}
              {word === undefined ? (
                <span className="soft">has not cosigned yet</span>
              ) : (
                <>
                  cosigned {number.format(word.size)} of {number.format(size)} facts,{' '}
                  <Moment at={new Date(word.time * 1_000).toISOString()} />
                </>
              )}
            </li>
          )
        })}
      </ul>
    )}
    {calls.length === 0 ? null : (
      <ul className="stack-tight">
        {calls.map(({ url, at, ok, problem }) => (
          <li key={url}>
            <ToneMark tone={ok ? 'good' : 'bad'}>{ok ? 'Called' : 'Call failed'}</ToneMark>{' '}
            <code>{url}</code> <Moment at={at} />
            {ok ? null : <p className="small">{problem}</p>}
          </li>
        ))}
      </ul>
    )}
  </Section>
)
