import { createServer } from 'node:net'
import { type Settings, urlOf } from './settings.ts'

/** Links name the port, so port 0 becomes a free one before anything is written. */
export const withPort = async (settings: Settings): Promise<Settings> => {
  if (settings.port !== 0) return settings
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, settings.host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
  return {
    ...settings,
    port,
    publicUrl: settings.publicUrlGiven ? settings.publicUrl : urlOf(settings.host, port),
  }
}
