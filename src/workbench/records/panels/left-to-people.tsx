import { Link } from '@tanstack/react-router'
import type { LeftToPeople } from '../../../server/erasure/contract.ts'
import { placeOf } from '../../kinds/places.ts'

const whys: Readonly<Record<LeftToPeople['check'][number]['why'][number], string>> = {
  case: 'a case of their report',
  names: 'it has a name or address of theirs in it',
  repeats: 'it repeats their words',
}

const places: Readonly<Record<LeftToPeople['elsewhere'][number], string>> = {
  mailbox: 'Their mails in the mailbox that this server reads: delete them there.',
  tracker: 'The issue in the tracker, with its comments: erase them there.',
  complaints:
    'The complaint system, and its files in the drop folder (done, failed): erase them there.',
  'openpgp-key': 'Their OpenPGP key that was taken in: it bears their name and address.',
  sent: 'Mails, audit packs and advisories that have left: whoever has them must be asked.',
  backups:
    'Backups from before: run “vulnerary erasures export”, and restore with that list from now on.',
}

/** What no key reaches: records in colleagues' own words to look at, and places outside. */
export const LeftToPeopleList = ({
  left: { check, withheld, elsewhere },
}: {
  readonly left: LeftToPeople
}) => (
  <>
    <h3>Look at these yourself</h3>
    {check.length === 0 && withheld === 0 ? (
      <p className="soft">
        No record of ours names them, repeats their words or is a case of theirs.
      </p>
    ) : (
      <p>
        Colleagues wrote them in their own words, which no erasure changes. See that nothing in them
        tells who the person is.
      </p>
    )}
    <ul className="related">
      {check.map(({ record, reference, collection, why }) => (
        <li key={record}>
          <Link to="/$collection/$id" params={{ collection, id: reference }}>
            <span className="mono">{reference}</span>
          </Link>
          <span className="soft small">
            {placeOf(collection).title}: {why.map((one) => whys[one]).join(', ')}
          </span>
        </li>
      ))}
    </ul>
    {withheld === 0 ? null : (
      <p>
        {withheld} more {withheld === 1 ? 'is' : 'are'} under an embargo: who is named there sees on
        the case that its reporter was erased, and has to look.
      </p>
    )}
    <h3>Outside this server</h3>
    <ul className="dashed">
      {elsewhere.map((one) => (
        <li key={one}>{places[one]}</li>
      ))}
    </ul>
  </>
)
