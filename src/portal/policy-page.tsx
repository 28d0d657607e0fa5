import type { ReactNode } from 'react'
import { renderPage, type Site } from './layout.tsx'

/** What the policy says; the promises come from the rules of the clocks. */
export interface Policy {
  readonly contactMail: string
  /** Days until a person answers, and between two pieces of news. */
  readonly acknowledgeDays: number
  readonly progressDays: number
}

/** The coordinated vulnerability disclosure policy (ISO/IEC 29147). */
export const policyPage = (site: Site, policy: Policy): string => {
  const { say } = site
  return renderPage(
    site,
    { title: say.text('policy.title'), here: '/security' },
    <>
      <p className="lead">{say.words('policy.lead')}</p>
      <p>
        <a className="button" href={say.href('/report')}>
          {say.words('nav.report')}
        </a>
      </p>
      <h2>{say.words('policy.ways')}</h2>
      <p>
        {say.words('policy.write', {
          mail: <a href={`mailto:${policy.contactMail}`}>{policy.contactMail}</a>,
          txt: <a href="/.well-known/security.txt">security.txt</a>,
        })}
      </p>
      <h2>{say.words('policy.belongs')}</h2>
      <List
        items={[
          say.words('policy.belongs.what'),
          say.words('policy.belongs.steps'),
          say.words('policy.belongs.impact'),
          say.words('policy.belongs.known'),
        ]}
      />
      <p>
        <strong>{say.words('policy.no-patients')}</strong> {say.words('policy.no-patients.cover')}
      </p>
      <p>{say.words('policy.not-watched')}</p>
      <h2>{say.words('policy.promise')}</h2>
      <List
        items={[
          say.words('policy.promise.once'),
          say.words('policy.promise.acknowledge', { days: policy.acknowledgeDays }),
          say.words('policy.promise.progress', { days: policy.progressDays }),
          say.words('policy.promise.fix'),
          say.words('policy.promise.day'),
        ]}
      />
      <h2>{say.words('policy.ask')}</h2>
      <List
        items={[
          say.words('policy.ask.patients'),
          say.words('policy.ask.data'),
          say.words('policy.ask.time'),
        ]}
      />
      <p>{say.words('policy.harbour.good-faith')}</p>
    </>,
  )
}

const List = ({ items }: { readonly items: readonly ReactNode[] }) => (
  <ul>
    {items.map((item, index) => (
      // Sentences of one page, which never move.
      // biome-ignore lint/suspicious/noArrayIndexKey: nothing is moved or put in later.
      <li key={index}>{item}</li>
    ))}
  </ul>
)
