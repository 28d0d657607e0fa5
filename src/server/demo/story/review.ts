import { type Scene, scene } from '../stage.ts'

/** What people say to the clause review: one verdict overruled, one gap accepted by signature. */
export const reviewScenes: readonly Scene[] = [
  scene(115, async (stage) => {
    const { erika, anna } = stage.cast
    await stage.does(erika, 'review-finding/defect-system', 'overrule', {
      constraint: '4.1.9/defect-system',
      verdict: 'met',
      reason: 'Documentation defects are tracked here, which is our defect system (LMS-SOP-17).',
    })
    await stage.does(anna, 'review-finding/annex-e', 'accept-gap', {
      constraint: '5.8.2/annex-e',
      product: stage.id('product/careline'),
      reason: 'The network drawing follows with 2.5; the table of ports is there.',
    })
  }),
]
