/** The catalogue by itself, as pages and as OSCAL: the command line loads this and no more. */
export { contentsOf, crosswalkPage, pageOfId } from '../catalogue-text.ts'
export { catalogueAsOscal } from '../oscal/catalogue.ts'
export { readCatalogue } from '../read-catalogue.ts'
