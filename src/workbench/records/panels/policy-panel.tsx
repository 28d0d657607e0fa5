import { valueInWords } from '../../kinds/words.ts'
import { Facts, Section } from '../../parts/page.tsx'
import { Moment } from '../../parts/time.tsx'
import { type PolicyView, policyView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

export const PolicyPanel = withState(policyView, ({ state }: PanelProps<PolicyView>) => (
  <>
    <Section title="What applies now">
      <p className="prose verbatim">{state.scope}</p>
      <Facts
        facts={[
          { name: 'E-mail', value: state.contactMail || 'The address this server writes from' },
          { name: 'Telephone', value: state.phone },
          { name: 'Languages', value: state.languages.join(', ') },
          { name: 'Safe harbour', value: valueInWords('safeHarbour', state.safeHarbour) },
          { name: 'Recognition', value: valueInWords('recognition', state.recognition) },
          {
            name: 'Days before publication',
            value: state.disclosureDays === undefined ? '' : String(state.disclosureDays),
          },
          { name: 'What not to send', value: state.notToSend },
          { name: 'Further rules', value: state.rules },
        ]}
      />
    </Section>
    <Section title="Versions, as the public reads them">
      <ul>
        {state.versions.toReversed().map(({ number, at, changes }) => (
          <li key={number}>
            <a href={`/security/${number}`}>Version {number}</a>, <Moment at={at} />
            {changes === '' ? null : <p className="verbatim">{changes}</p>}
          </li>
        ))}
      </ul>
    </Section>
  </>
))
