import { Section } from '../../parts/page.tsx'
import { Moment } from '../../parts/time.tsx'
import type { SignatureView } from '../views/common.ts'

/** Name, time and meaning of each signature (21 CFR 11.50). */
export const Signatures = ({
  signatures,
  none,
}: {
  readonly signatures: readonly SignatureView[]
  readonly none: string
}) => (
  <Section title="Signatures">
    {signatures.length === 0 ? (
      <p className="soft">{none}</p>
    ) : (
      <ul className="stack-tight">
        {signatures.map(({ name, at, meaning, by }) => (
          <li key={by + at} className="signed">
            <strong>{name}</strong>, <Moment at={at} />: {meaning}
          </li>
        ))}
      </ul>
    )}
  </Section>
)
