export { alike } from './alike.ts'
export { sketchReports } from './sketch-reports.ts'
export { dropSketches, emptySketches, forgetSketches } from './sketches.ts'
