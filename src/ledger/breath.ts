/**
 * Lets whatever else waits in this process go first. SQLite answers within the call, so that a long
 * walk through its rows would keep every request waiting to its end.
 */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
