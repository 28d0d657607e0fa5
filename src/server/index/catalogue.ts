/** The clauses as data, without a server: the command line loads this and no more of it. */
export { lookUp } from '../../catalogue/look-up.ts'
export {
  catalogueAsOscal,
  contentsOf,
  crosswalkPage,
  pageOfId,
  readCatalogue,
} from '../../review/index/catalogue.ts'
export { readOwnCatalogue } from '../own-catalogue.ts'
