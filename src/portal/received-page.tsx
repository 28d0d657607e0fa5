import { Day } from './day.tsx'
import { type Maker, Proof, renderPage } from './layout.tsx'

interface ReceivedProps {
  readonly maker: Maker
  readonly reference: string
  readonly link: string
  readonly nextDate: string
  readonly checkpoint: string
}

/** Shown straight after sending: reference, secret link, and the ledger’s checkpoint. */
export const receivedPage = ({
  maker,
  reference,
  link,
  nextDate,
  checkpoint,
}: ReceivedProps): string =>
  renderPage(
    'Thank you, we have your report',
    maker,
    <>
      <p className="notice">
        <strong>Keep the secret link now.</strong> It is shown only on this page and never sent by
        mail. With it you see how the report stands, and can add to it. Whoever has it can do the
        same.
      </p>
      <dl>
        <dt>Your secret link</dt>
        <dd>
          <a id="secret-link" href={link}>
            {link}
          </a>
        </dd>
        <dt>Reference</dt>
        <dd id="reference">{reference}</dd>
        <dt>A person answers by</dt>
        <dd>
          <Day at={nextDate} />
        </dd>
      </dl>
      <Proof checkpoint={checkpoint}>
        This signed note fixes all our records up to a moment before your report came in. The page
        behind your secret link shows one that covers your report as well. Keep them: if we ever
        changed or lost a record, it would show.
      </Proof>
    </>,
  )
