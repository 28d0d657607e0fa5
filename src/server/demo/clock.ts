import type { Clock } from '../../kernel/ports.ts'

/** Real time, but for the moments in which a story is told: then it stands where the story is. */
export interface DemoClock extends Clock {
  /** Stands still at this moment (milliseconds since 1970) until it is moved on or runs. */
  stand(at: number): void
  /** Real time again. */
  run(): void
}

/** A server that is to be filled as a demo is started with this clock. */
export const demoClock = (real: Clock = Date.now): DemoClock => {
  let standing: number | undefined
  return Object.assign(() => standing ?? real(), {
    stand: (at: number) => {
      standing = at
    },
    run: () => {
      standing = undefined
    },
  })
}

export const isDemoClock = (clock: Clock): clock is DemoClock => 'stand' in clock && 'run' in clock
