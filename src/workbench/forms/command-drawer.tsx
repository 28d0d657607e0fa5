import { lazy, type ReactNode, Suspense, useState } from 'react'
import { commandOf } from '../kinds/contracts.ts'
import { announce } from '../parts/announce.tsx'
import { LateSheet } from '../parts/late-dialog.tsx'
import { Waiting } from '../parts/page.tsx'
import { type Order, OrderProvider } from './order.ts'

const CommandForm = lazy(async () => ({
  default: (await import('./command-form.tsx')).CommandForm,
}))

/** Lets every page below open the form of a command; the page stays in sight beside it. */
export const CommandDrawer = ({ children }: { readonly children: ReactNode }) => {
  const [order, setOrder] = useState<Order>()
  const [opened, setOpened] = useState(false)
  const [count, setCount] = useState(0)
  const open = (next: Order) => {
    setOrder(next)
    setOpened(true)
    setCount((before) => before + 1)
  }
  const declaration = order === undefined ? undefined : commandOf(order.collection, order.command)
  return (
    <OrderProvider value={open}>
      {children}
      <LateSheet
        opened={opened}
        onClose={() => setOpened(false)}
        title={
          <span className="drawer-title">
            {declaration?.title}
            {order?.record === undefined ? null : (
              <span className="soft small"> {order.record.humanId}</span>
            )}
          </span>
        }
      >
        {order === undefined ? null : (
          <Suspense fallback={<Waiting />}>
            <CommandForm
              key={count}
              order={order}
              onCancel={() => setOpened(false)}
              onDone={(dispatched) => {
                setOpened(false)
                announce(`${declaration?.title ?? 'Done'}: recorded in ${dispatched.humanId}.`)
                order.onDone?.(dispatched)
              }}
            />
          </Suspense>
        )}
      </LateSheet>
    </OrderProvider>
  )
}
