import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { candidatesQuery } from '../../api/intake.ts'
import { Section } from '../../parts/page.tsx'
import { whyInWords } from '../../screens/compare/likeness-words.ts'

/** How many are named here; all of them stand where they are compared. */
const most = 3

/** Reports that may be about the same flaw, each with why; nothing where there are none. */
export const LikeReports = ({ humanId }: { readonly humanId: string }) => {
  const { data = [] } = useQuery(candidatesQuery(humanId))
  return data.length === 0 ? null : (
    <Section title="May be about the same flaw">
      <ul className="stack-tight">
        {data.slice(0, most).map((candidate) => (
          <li key={candidate.id}>
            <Link
              to="/reports/$id/compare"
              params={{ id: humanId }}
              search={{ with: candidate.humanId }}
            >
              Compare with {candidate.humanId} {candidate.title}
            </Link>{' '}
            <span className="soft small">{whyInWords(candidate.why)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
