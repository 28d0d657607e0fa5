import { z } from 'zod'
import type { Drive } from '../../kernel/drive.ts'
import { folderExample, folderSettings, openFolder } from './folder.ts'
import { gitExample, gitSettings, openGit } from './git.ts'
import { googleDriveExample, googleDriveSettings, openGoogleDrive } from './google-drive.ts'
import type { DriveMeans } from './means.ts'

export type { DriveMeans } from './means.ts'

/** Each kind of source: what its settings are, beside those that every source has. */
export const driveSettings = <Shape extends z.ZodRawShape>(common: Shape) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ ...common, ...folderSettings }),
    z.strictObject({ ...common, ...gitSettings }),
    z.strictObject({ ...common, ...googleDriveSettings }),
  ])

const settings = driveSettings({})
export type DriveSettings = z.output<typeof settings>

/** Each with an example that works when the # is taken away. */
export const driveExamples = [folderExample, gitExample, googleDriveExample]

export const openDrive = (given: DriveSettings, means: DriveMeans): Drive => {
  switch (given.kind) {
    case 'folder':
      return openFolder(given, means)
    case 'git':
      return openGit(given, means)
    case 'google-drive':
      return openGoogleDrive(given, means)
    default:
      return given satisfies never
  }
}

/** Where it is, for people. */
export const placeOf = (given: DriveSettings): string => {
  switch (given.kind) {
    case 'folder':
      return given.path
    case 'git':
      return `${given.url} (${given.ref}${given.folder === '' ? '' : `, ${given.folder}`})`
    case 'google-drive':
      return `Google Drive, folder ${given.folder}`
    default:
      return given satisfies never
  }
}
