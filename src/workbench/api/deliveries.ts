import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { deliveryStates } from '../../server/deliveries/contract.ts'
import { request } from './request.ts'

const delivery = z.object({
  id: z.string(),
  channel: z.string(),
  subject: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  dueAt: z.string(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  record: z.string(),
  recipient: z.string(),
})
const heldStep = z.object({
  step: z.string(),
  error: z.string(),
  since: z.string(),
  attempts: z.number(),
})
export type HeldStep = z.output<typeof heldStep>

const answer = z.object({
  /** Whether the server has a mail server to hand anything to. */
  sends: z.boolean(),
  held: z.array(heldStep),
  items: z.array(delivery),
})

export type Delivery = z.output<typeof delivery>
export type DeliveryState = Delivery['state']

export const deliveriesQuery = (state: DeliveryState | undefined) =>
  queryOptions({
    queryKey: ['deliveries', state ?? ''],
    queryFn: async ({ signal }) => {
      const query = state === undefined ? '' : `?${new URLSearchParams({ state })}`
      return request(answer, `/api/deliveries${query}`, { signal })
    },
  })

export const retryDelivery = (id: string): Promise<null> =>
  request(z.null(), `/api/deliveries/${id}/retry`, { method: 'POST' })
