/** Who has a data folder, without loading the server: most commands only speak to one that runs. */
export { lockHolder } from '../data-lock.ts'
export { readSettings } from '../settings.ts'
