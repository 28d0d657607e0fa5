import { type Maker, renderPage } from './layout.tsx'

export interface Policy {
  readonly maker: Maker
  readonly contactMail: string
  /** Days until a person answers, and between two pieces of news. */
  readonly acknowledgeDays: number
  readonly progressDays: number
}

/** The coordinated vulnerability disclosure policy (ISO/IEC 29147), from settings. */
export const policyPage = ({ maker, contactMail, acknowledgeDays, progressDays }: Policy): string =>
  renderPage(
    'Reporting a vulnerability',
    maker,
    <>
      <p className="lead">
        If you found a weakness in one of our products, we want to know. You need no account, and
        you may stay anonymous.
      </p>
      <p>
        <a className="button" href="/report">
          Report a vulnerability
        </a>
      </p>
      <h2>Other ways</h2>
      <p>
        Write to <a href={`mailto:${contactMail}`}>{contactMail}</a>, or read{' '}
        <a href="/.well-known/security.txt">security.txt</a> (RFC 9116).
      </p>
      <h2>What belongs in a report</h2>
      <ul>
        <li>What you found, and in which product and version.</li>
        <li>How it can be seen again, step by step.</li>
        <li>What somebody could do with it, as far as you can tell.</li>
        <li>Whether it is known elsewhere, or used already.</li>
      </ul>
      <p>
        <strong>Please leave out data of patients.</strong> If a file cannot do without, cover names
        and numbers first.
      </p>
      <p>
        Nobody watches the form and the mailbox day and night. If patients are in danger now, call
        our service too.
      </p>
      <h2>What we promise</h2>
      <ul>
        <li>You get a reference and a secret link at once.</li>
        <li>A person answers within {acknowledgeDays} days.</li>
        <li>You hear how it stands at least every {progressDays} days.</li>
        <li>We tell you when the fix is out, and where, and name you if you wish.</li>
        <li>We agree with you on a day for publication, and keep to it.</li>
      </ul>
      <h2>What we ask</h2>
      <ul>
        <li>Do not test on devices that treat patients, and not on other people’s systems.</li>
        <li>Do not look at, change or keep more data than it takes to show the flaw.</li>
        <li>Give us time to protect patients before you publish.</li>
      </ul>
      <p>
        Whoever keeps to this in good faith has nothing to fear from us: we will not take legal
        steps, and we say so to others who might.
      </p>
    </>,
    '/security',
  )
