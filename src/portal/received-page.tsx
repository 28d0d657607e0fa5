import { Proof, renderPage, type Site } from './layout.tsx'

interface ReceivedProps {
  readonly reference: string
  readonly link: string
  /** Whether a new link could be sent: without an address this one is the only way back. */
  readonly addressGiven: boolean
  readonly nextDate: string
  readonly checkpoint: string
}

/** Shown straight after sending: reference, secret link, and the ledger’s checkpoint. */
export const receivedPage = (
  site: Site,
  { reference, link, addressGiven, nextDate, checkpoint }: ReceivedProps,
): string => {
  const { say } = site
  return renderPage(
    site,
    { title: say.text('received.title'), titled: 'received.title' },
    <>
      <p className="notice">
        <strong>{say.words('received.keep')}</strong> {say.words('received.keep.why')}{' '}
        {say.words(addressGiven ? 'received.keep.mailed' : 'received.keep.only')}
      </p>
      <dl>
        <dt>{say.words('received.link')}</dt>
        <dd>
          <a id="secret-link" href={link}>
            {link}
          </a>
        </dd>
        <dt>{say.words('received.reference')}</dt>
        <dd id="reference">{reference}</dd>
        <dt>{say.words('received.answer')}</dt>
        <dd>{say.day(nextDate)}</dd>
      </dl>
      <Proof say={say} checkpoint={checkpoint}>
        {say.words('received.proof')}
      </Proof>
    </>,
  )
}
