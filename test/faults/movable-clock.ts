/**
 * Loaded before the server's own code (`node --import`): the time of the process runs on as ever, but
 * whoever started it can put the clock forward by a message, so that no test waits for the next code
 * of an authenticator.
 */
let ahead = 0
const real = Date.now.bind(Date)
const now = () => real() + ahead

globalThis.Date = new Proxy(Date, {
  construct: (target, words, made) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

process.on('message', (milliseconds) => {
  ahead = Number(milliseconds)
  process.send?.(ahead)
})
// It listens as long as the server runs, and no longer.
process.channel?.unref()
