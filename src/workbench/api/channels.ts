import { z } from 'zod'
import { request } from './request.ts'

const tested = z.object({ ok: z.boolean() })

/** Sends a marked message through this channel and waits for what becomes of it. */
export const selfTest = (channel: string): Promise<z.output<typeof tested>> =>
  request(tested, '/api/intake/self-test', { method: 'POST', json: { channel } })
