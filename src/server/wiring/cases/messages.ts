import type { CaseState, MessagePorts, MessageState } from '../../../cases/index.ts'
import { mentionsIn } from '../../../cases/index.ts'
import { refuse } from '../../../kernel/result.ts'
import type { Ledger } from '../../../ledger/index.ts'
import { mailAddressOf, type PersonState } from '../../access/person/index.ts'
import { visible } from '../../commands/dispatch.ts'
import type { Settings } from '../../settings.ts'
import { one, readOf, type Typed } from '../records.ts'

/** What a message of the conversation is written into. */
export const messagePorts = (
  ledger: () => Ledger,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
): MessagePorts => ({
  around: async (input, actor) => {
    const about = await one<CaseState>(ledger(), 'case', input.case)
    if (about === undefined || !(await visible(ledger(), about, actor)))
      return refuse('record/not-found', 'There is no case with this id.')
    const people = await peopleNamed(ledger(), mentionsIn(input.text))
    const mentioned = await Promise.all(
      people.map(async ({ stream, state }) => {
        const id = `person:${stream}`
        const isFor = input.audience !== 'approvers' || state.roles.includes('approver')
        return {
          login: state.login,
          id,
          address: mailAddressOf(state),
          sees: isFor && !(await ledger().hidden(id, [about.stream])).has(about.stream),
        }
      }),
    )
    return {
      facts: {
        reference: about.humanId,
        task: about.state.tasks.find(({ task }) => task === input.task),
        corrects: await correctionOf(ledger(), input.corrects, about.stream, actor.id),
        mentioned: mentioned.filter(({ id }) => id !== actor.id),
        link: `${publicUrl}/workbench/cases/${encodeURIComponent(about.humanId)}#conversation`,
      },
      read: readOf([about, ...people]),
    }
  },
})

const correctionOf = async (
  ledger: Ledger,
  id: string | undefined,
  about: string,
  author: string,
): Promise<'own' | 'not-own' | 'none'> => {
  if (id === undefined) return 'none'
  const corrected = await one<MessageState>(ledger, 'message', id)
  return corrected?.state.case === about && corrected.state.by === author ? 'own' : 'not-own'
}

/** Active colleagues of these sign-in names; what names nobody is only a word. */
const peopleNamed = async (
  ledger: Ledger,
  logins: readonly string[],
): Promise<readonly Typed<PersonState>[]> => {
  const found: Typed<PersonState>[] = []
  for (const login of logins) {
    const [id] = await ledger.having('person', 'login', login, 1)
    const person = id === undefined ? undefined : await one<PersonState>(ledger, 'person', id)
    if (person?.state.status === 'active') found.push(person)
  }
  return found
}
