type Listener = (reason: string) => void

let listener: Listener | undefined

/** What a test of this file needs and this machine lacks; the reporter counts tests by it. */
export const recordAbsent = (reason: string): void => listener?.(reason)

/** Set once per test file by `setup.ts`; outside the runner nobody listens. */
export const onAbsent = (listen: Listener): void => {
  listener = listen
}
