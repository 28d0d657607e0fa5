import { z } from 'zod'

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `15m`, `4h`, `1d` as milliseconds. */
export const duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'Write a number with m, h or d: 15m, 4h, 1d.')
  .transform((text) => {
    // The pattern above allows only these units.
    const unit = text.slice(-1) as keyof typeof units
    return Number(text.slice(0, -1)) * units[unit]
  })

const addresses = z.array(z.email().max(300)).max(20).default([])

/** How often each channel proves that it works, and who hears when it does not. */
export const selfTestSchema = z
  .strictObject({
    every: duration.prefault('1d'),
    /** After a failure, until it is good again. */
    again: duration.prefault('15m'),
    tell: addresses,
    escalateAfter: duration.prefault('4h'),
    escalateTo: addresses,
  })
  .prefault({})
export type SelfTestSettings = z.output<typeof selfTestSchema>

export const selfTestExample = `# Each channel is tried by a marked message, and who is named here hears when one fails.
# selfTests:
#   every: 1d
#   again: 15m
#   tell: [psirt@maker.example]
#   escalateAfter: 4h
#   escalateTo: [head-of-quality@maker.example]
`
