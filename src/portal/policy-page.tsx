import type { ReactNode } from 'react'
import type { PolicyVersion } from '../intake/contract.ts'
import { renderPage, type Site } from './layout.tsx'
import type { Say } from './texts/say.tsx'

/** What the policy page shows: a version as published, or what follows from the settings alone. */
export interface PolicyShown {
  readonly version: PolicyVersion | null
  /** Every version there is, the oldest first. */
  readonly versions: readonly Pick<PolicyVersion, 'number' | 'at'>[]
  /** Days, by the rules of the clocks: of today, or of the day of an older version. */
  readonly promised: Readonly<Record<string, number>>
  readonly contactMail: string
  /** The maker's OpenPGP key, where people can fetch it. */
  readonly key: { readonly href: string; readonly fingerprint: string } | null
}

/** The coordinated vulnerability disclosure policy (ISO/IEC 29147). */
export const policyPage = (site: Site, shown: PolicyShown): string => {
  const { say } = site
  const { version } = shown
  const newest = shown.versions.at(-1)?.number
  return renderPage(
    site,
    { title: say.text('policy.title'), titled: 'policy.title', here: '/security' },
    <>
      {version === null || version.number === newest ? null : (
        <p className="notice">
          {say.words('policy.replaced', {
            current: <a href={say.href('/security')}>{say.words('policy.current')}</a>,
          })}
        </p>
      )}
      <p className="lead">{say.words('policy.lead')}</p>
      <p>
        <a className="button" href={say.href('/report')}>
          {say.words('nav.report')}
        </a>
      </p>
      {version === null ? null : (
        <>
          <h2>{say.words('policy.scope')}</h2>
          <OwnWords version={version}>{version.scope}</OwnWords>
        </>
      )}
      <Contacts say={say} shown={shown} />
      <Contents say={say} version={version} />
      <Promises say={say} shown={shown} />
      <Requests say={say} version={version} />
      <Versions say={say} shown={shown} />
    </>,
  )
}

const Contacts = ({ say, shown }: { readonly say: Say; readonly shown: PolicyShown }) => {
  const { contactMail, key, version } = shown
  return (
    <>
      <h2>{say.words('policy.ways')}</h2>
      <p>
        {say.words('policy.write', {
          mail: <a href={`mailto:${contactMail}`}>{contactMail}</a>,
          txt: <a href="/.well-known/security.txt">security.txt</a>,
        })}
      </p>
      {version === null || version.phone === '' ? null : (
        <p>{say.words('policy.phone', { phone: version.phone })}</p>
      )}
      {key === null ? null : (
        <p>
          {say.words('policy.key', {
            key: <a href={key.href}>{say.words('policy.key.name')}</a>,
            fingerprint: <code>{key.fingerprint}</code>,
          })}
        </p>
      )}
      {version === null ? null : (
        <p>
          {say.words('policy.answers', {
            languages: version.languages.map((tag) => say.language(tag)).join(', '),
          })}
        </p>
      )}
    </>
  )
}

interface Part {
  readonly say: Say
  readonly version: PolicyVersion | null
}

const Contents = ({ say, version }: Part) => (
  <>
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
    {version === null || version.notToSend === '' ? null : (
      <>
        <p>{say.words('policy.not-to-send')}</p>
        <OwnWords version={version}>{version.notToSend}</OwnWords>
      </>
    )}
    <p>{say.words('policy.not-watched')}</p>
  </>
)

const Promises = ({ say, shown }: { readonly say: Say; readonly shown: PolicyShown }) => {
  const { acknowledgeDays, assessDays, progressDays } = shown.promised
  const named = shown.version === null || shown.version.recognition === 'advisory'
  const within = (key: 'acknowledge' | 'assess' | 'progress', days: number | undefined) =>
    days === undefined ? [] : [say.words(`policy.promise.${key}`, { days })]
  return (
    <>
      <h2>{say.words('policy.promise')}</h2>
      <List
        items={[
          say.words('policy.promise.once'),
          ...within('acknowledge', acknowledgeDays),
          ...within('assess', assessDays),
          ...within('progress', progressDays),
          say.words(named ? 'policy.promise.fix' : 'policy.promise.fix.unnamed'),
          ...(named ? [] : [say.words('policy.recognition.none')]),
          say.words('policy.promise.day'),
        ]}
      />
      {named ? (
        <p>
          {say.words('thanks.link', {
            thanks: <a href={say.href('/security/thanks')}>{say.words('thanks.link.name')}</a>,
          })}
        </p>
      ) : null}
    </>
  )
}

const Requests = ({ say, version }: Part) => {
  const days = version?.disclosureDays
  return (
    <>
      <h2>{say.words('policy.ask')}</h2>
      <List
        items={[
          say.words('policy.ask.patients'),
          say.words('policy.ask.data'),
          days === undefined
            ? say.words('policy.ask.time')
            : say.words('policy.ask.days', { days }),
        ]}
      />
      {version === null || version.rules === '' ? null : (
        <OwnWords version={version}>{version.rules}</OwnWords>
      )}
      <p>{say.words(`policy.harbour.${version?.safeHarbour ?? 'good-faith'}`)}</p>
    </>
  )
}

const Versions = ({ say, shown }: { readonly say: Say; readonly shown: PolicyShown }) => {
  const { version, versions } = shown
  if (version === null) return <p className="hint">{say.words('policy.default')}</p>
  return (
    <>
      <h2>{say.words('policy.versions')}</h2>
      <p>
        {say.words('policy.version', { number: String(version.number), day: say.day(version.at) })}
      </p>
      {version.changes === '' ? null : (
        <>
          <p>{say.words('policy.changed')}</p>
          <OwnWords version={version}>{version.changes}</OwnWords>
        </>
      )}
      <ul>
        {versions.toReversed().map(({ number, at }) => (
          <li key={number}>
            <a
              href={say.href(`/security/${number}`)}
              {...(number === version.number ? { 'aria-current': 'true' as const } : {})}
            >
              {number}
            </a>
            , {say.day(at)}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the maker wrote, in the language they wrote it in. */
const OwnWords = ({
  version,
  children,
}: {
  readonly version: PolicyVersion
  readonly children: string
}) => (
  <p className="text" lang={version.language}>
    {children}
  </p>
)

const List = ({ items }: { readonly items: readonly ReactNode[] }) => (
  <ul>
    {items.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one page, which never move.
      <li key={index}>{item}</li>
    ))}
  </ul>
)
