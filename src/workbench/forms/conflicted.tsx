import { Banner } from '../parts/banner.tsx'
import { Sentence } from '../records/sentence.tsx'
import type { Conflict } from './use-issue.ts'

/** Somebody was faster: what they recorded, so that the writer can decide again. */
export const Conflicted = ({ conflict }: { readonly conflict: Conflict }) => (
  <Banner tone="warn" live title="The record changed while you were writing.">
    <ul className="stack-tight">
      {conflict.events.map((event) => (
        <li key={event.id}>
          <Sentence event={event} />
        </li>
      ))}
    </ul>
    <p>What you typed is still here. Change it, or send it all the same.</p>
  </Banner>
)
