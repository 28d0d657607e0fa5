/** The filled workspace of `vulnerary demo`. */
export {
  type DemoSummary,
  demoClock,
  demoEnvironment,
  describeDemo,
  fillDemo,
} from '../demo/index.ts'
