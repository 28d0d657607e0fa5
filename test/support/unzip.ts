import { fromBuffer } from 'yauzl'

/** The files of a zip, each whole; throws where it is none. */
export const unzip = (
  zip: Buffer,
): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> =>
  new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, archive) => {
      if (error !== null) return reject(error)
      const files: { name: string; bytes: Buffer }[] = []
      archive.on('entry', (entry) => {
        archive.openReadStream(entry, (unreadable, stream) => {
          if (unreadable !== null) return reject(unreadable)
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => pieces.push(piece))
          stream.on('end', () => {
            files.push({ name: entry.fileName, bytes: Buffer.concat(pieces) })
            archive.readEntry()
          })
        })
      })
      archive.on('end', () => resolve(files))
      archive.on('error', reject)
      archive.readEntry()
    })
  })
