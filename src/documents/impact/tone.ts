import type { PreparedPassage } from './prepared-passage.ts'

/**
 * How a passage speaks: an instruction, a duty or default, a denial, an account of the past, below a
 * heading of a change log. Each 0 or 1.
 */
export const tone = ({
  passage,
  lower,
  context,
}: PreparedPassage): Readonly<Record<string, number>> => ({
  instruction: Number(instruction.test(passage.text.slice(0, 200))),
  duty: Number(duty.test(lower)),
  denial: Number(denial.test(lower)),
  past: Number(past.test(lower)),
  changes: Number(changes.test(context)),
  lead: Number(/:\W{0,5}$/.test(passage.text)),
})

const instruction =
  /^(?:[-*#\d.\s`|>:()]){0,20}(?:please |then |now |next,? )?(?:open|click|select|choose|enter|type|set|add|create|copy|paste|run|execute|install|download|use|go|change|configure|enable|disable|make|ensure|check|log|sign|start|stop|restart|send|connect|replace|edit|delete|remove|give|allow|put|press|tap|save|upload|update|upgrade|keep|store|provide|specify|navigate|follow|submit|report|contact|visit|see|read|verify|pull|deploy)\b/i
const duty =
  /\b(?:must|should|need to|have to|can|may|recommend|required?|requires|default|by default|you|please)\b/
const denial = /\b(?:not|never|no|cannot|don.t|must not|avoid|instead of|disabled?|without)\b/
const past =
  /\b(?:no longer|previously|prior to|used to be|was (?:fixed|removed|changed|replaced)|were (?:fixed|removed)|fixed|has been (?:fixed|removed|replaced)|deprecated|obsolete|former|formerly|in the past|since|known issues?)\b/
const changes =
  /\b(?:change ?log|release notes?|releases?|history|what.s new|bug ?fix(?:es)?|fix(?:es|ed)?|news)\b/
