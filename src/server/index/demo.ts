/** The filled workspace of `vulnerary demo`. */
export {
  demoClock,
  demoEnvironment,
  describeDemo,
  fillDemo,
} from '../demo/index.ts'
