import { defaultInquiriesText, type InquiryRules, inquiryRulesSchema } from '../cases/index.ts'
import { type RuleFile, shippedRules } from './rule-file.ts'

/** Asking owners of products and third parties: the maker's own `case-inquiries.yaml`, or ours. */
export const caseInquiriesFile: RuleFile<typeof inquiryRulesSchema> = {
  name: 'case-inquiries.yaml',
  schema: inquiryRulesSchema,
  shipped: defaultInquiriesText,
  about:
    'Questions to owners of other products, and notices to third parties: until when, who hears.',
  example: 'owners.within: 5 working days',
}

/** The rules that come with the program. */
export const shippedInquiries = (): InquiryRules => shippedRules(caseInquiriesFile)
