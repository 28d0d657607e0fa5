import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { KindContract } from '../../kernel/command.ts'
import { useSignedIn } from '../api/session.ts'
import { offered, useOrder } from '../forms/order.ts'

/** What makes a new record of a kind, for those who may. */
export const CreateButtons = ({ contract }: { readonly contract: KindContract }) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  return offered(contract, session, true).map(({ name, title }, index) => (
    <Button
      key={name}
      variant={index === 0 ? 'filled' : 'default'}
      onClick={() =>
        order({
          collection: contract.collection,
          command: name,
          onDone: ({ humanId }) =>
            void navigate({
              to: '/$collection/$id',
              params: { collection: contract.collection, id: humanId },
            }),
        })
      }
    >
      {title}
    </Button>
  ))
}
