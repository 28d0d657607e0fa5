import { Button } from '@mantine/core'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, type Order, useOrder } from '../../forms/order.ts'

/** One step that closes a gap: its form opens filled in. Nothing for whoever may not take it. */
export const Step = ({
  title,
  plain = false,
  ...order
}: Order & { readonly title: string; readonly plain?: boolean }) => {
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
