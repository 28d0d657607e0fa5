import { lazy } from 'react'

// What not everybody needs comes when it is first shown: tables of scores, clocks, the risk matrix.
export const CvssInput = lazy(async () => ({
  default: (await import('./score/cvss-input.tsx')).CvssInput,
}))
export const SsvcInput = lazy(async () => ({
  default: (await import('./score/ssvc-input.tsx')).SsvcInput,
}))
export const ScoreChoice = lazy(async () => ({
  default: (await import('./score/score-choice.tsx')).ScoreChoice,
}))
export const TimingInput = lazy(async () => ({
  default: (await import('./timing-input.tsx')).TimingInput,
}))
export const RangeInput = lazy(async () => ({
  default: (await import('./range-input.tsx')).RangeInput,
}))
export const LevelInput = lazy(async () => ({
  default: (await import('./level-input.tsx')).LevelInput,
}))
export const ProductInput = lazy(async () => ({
  default: (await import('./product-inputs.tsx')).ProductInput,
}))
export const CandidateInput = lazy(async () => ({
  default: (await import('./candidate-input.tsx')).CandidateInput,
}))
export const CandidatesInput = lazy(async () => ({
  default: (await import('./candidate-input.tsx')).CandidatesInput,
}))
