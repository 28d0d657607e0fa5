import type { Weights } from '../../src/catalogue/detection-schema.ts'

/**
 * Where learning begins and what it is drawn back to: what somebody who knows the field would say
 * before any labelled document. What is not a number here (support, caps, kinds) is not learnt.
 */
export const startOf = (weights: Weights): Weights => ({
  ...weights,
  grades: { strong: 3, good: 2, weak: 1 },
  cues: {
    directive: 0.4,
    commitment: 0.3,
    negated: -1.5,
    future: -1.5,
    placeholder: -0.5,
    'for-others': -1,
    question: -1,
    example: -0.5,
    pointer: -0.5,
    contents: -1.5,
    'log-entry': -1,
    marketing: -1.5,
    quoted: -1.5,
    condition: -0.3,
  },
  heading: 0.5,
  fits: 0.5,
  unfit: -1,
  concrete: 0.4,
  borrowed: -0.7,
  thresholds: { partial: 2, met: 3.6 },
})
