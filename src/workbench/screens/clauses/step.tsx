import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, type Order, useOrder } from '../../forms/order.ts'
import { commandOf } from '../../kinds/contracts.ts'
import { roleInWords } from '../../kinds/words.ts'

interface StepOrder extends Order {
  readonly title: string
  readonly plain?: boolean
}

/** One step that closes a gap: its form opens filled in. Nothing for whoever may not take it. */
export const Step = ({ title, plain = false, ...order }: StepOrder) => {
  const session = useSignedIn()
  const open = useOrder()
  if (!mayIssue(session, order.collection, order.command)) return null
  return plain ? (
    <button type="button" className="link-button small" onClick={() => open(order)}>
      {title}
    </button>
  ) : (
    <Button size="compact-sm" variant="default" onClick={() => open(order)}>
      {title}
    </Button>
  )
}

/** Steps side by side; of those that are not for this person it says for whom they are. */
export const Steps = ({ all }: { readonly all: readonly StepOrder[] }) => {
  const session = useSignedIn()
  const own = all.filter(({ collection, command }) => mayIssue(session, collection, command))
  return (
    <>
      {own.length === 0 ? null : (
        <div className="row">
          {own.map((step) => (
            <Step key={step.title} {...step} />
          ))}
        </div>
      )}
      <ForOthers all={all} />
    </>
  )
}

/** Whose work it is, where it is not this person's; whoever gives roles is led to where that is. */
export const ForOthers = ({ all }: { readonly all: readonly StepOrder[] }) => {
  const session = useSignedIn()
  const others = all.filter(({ collection, command }) => !mayIssue(session, collection, command))
  if (others.length === 0) return null
  const gives = session.roles.includes('administrator')
  return (
    <div className="small soft">
      {/* Whoever may take none of them, like an auditor, need not read them one by one. */}
      {others.length === all.length ? (
        <p>{`Such steps are for ${anyOf(others.flatMap(rolesOf))}.`}</p>
      ) : (
        byRoles(others).map(([roles, steps]) => (
          <p key={roles}>{`${steps.map((title) => `“${title}”`).join(', ')}: for ${roles}.`}</p>
        ))
      )}
      <p>
        <Link to="/$collection" params={{ collection: 'people' }}>
          {gives ? 'Give yourself or a colleague the role' : 'Who has which role'}
        </Link>
      </p>
    </div>
  )
}

const byRoles = (
  steps: readonly StepOrder[],
): readonly (readonly [string, readonly string[]])[] => {
  const titles = new Map<string, string[]>()
  for (const step of steps) {
    const roles = anyOf(rolesOf(step))
    titles.set(roles, [...(titles.get(roles) ?? []), step.title])
  }
  return [...titles]
}

const rolesOf = ({ collection, command }: StepOrder): readonly string[] =>
  commandOf(collection, command).permission.filter((role) => role !== 'administrator')

/** `an engineer, an approver or a writer`. */
const anyOf = (roles: readonly string[]): string => {
  const words = [...new Set(roles)]
    .map((role) => roleInWords(role).toLowerCase())
    .map((role) => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`)
  const last = words.pop() ?? 'nobody'
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`
}
