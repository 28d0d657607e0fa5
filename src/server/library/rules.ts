import {
  defaultLibraryRulesText,
  type LibraryRules,
  libraryRulesSchema,
} from '../../documents/index.ts'
import { type RuleFile, shippedRules } from '../rule-file.ts'

/** Which documents a product should have, and when one is old (4.1.9, 5.8.2). */
export const libraryRulesFile: RuleFile<typeof libraryRulesSchema> = {
  name: 'document-library.yaml',
  schema: libraryRulesSchema,
  shipped: defaultLibraryRulesText,
  about:
    'The document library: which kinds of document a product should have, and when one is old.',
  example: '`oldAfterMonths: 36`',
}

export const shippedLibraryRules = (): LibraryRules => shippedRules(libraryRulesFile)
