import { type ReviewAspect, reviewAspects } from '../../../cases/contract.ts'
import type { Stage } from '../stage.ts'

/** Reviews a change for safety, security and effectiveness, and accepts it for each. */
export const reviewChange = async (
  stage: Stage,
  reviewer: Parameters<Stage['does']>[0],
  about: Parameters<Stage['does']>[1],
  conclusions: Readonly<Record<ReviewAspect, string>>,
): Promise<void> => {
  for (const aspect of reviewAspects)
    await stage.does(reviewer, about, 'review-change', {
      aspect,
      conclusion: conclusions[aspect],
      accepted: true,
    })
}
