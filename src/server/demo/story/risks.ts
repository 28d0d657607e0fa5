import type { Player } from '../cast.ts'
import type { RecordName, Stage } from '../stage.ts'

interface Entered {
  readonly register: string
  readonly product: 'product/careline' | 'product/lucent'
  readonly category: string
  readonly residual: 'none' | 'acceptable' | 'not-acceptable'
  readonly description: string
  readonly compensatingControl?: string
}

/** Enters the risk of a case into the register, and says so in the case. */
export const keepsRisk = async (
  stage: Stage,
  who: Player,
  about: RecordName,
  { register, residual, product, ...entered }: Entered,
): Promise<void> => {
  const risk: RecordName = `risk/${register}`
  await stage.does(who, risk, 'enter', {
    title: entered.description.slice(0, 100),
    number: register,
    product: stage.id(product),
    hazard: 'Somebody uses the flaw against the device or those who work with it.',
    initialSeverity: 'serious',
    initialProbability: 'probable',
    controls: [{ control: 'As decided in the case', verification: 'Verification of the case' }],
    ...(residual === 'not-acceptable'
      ? { residualSeverity: 'serious', residualProbability: 'probable' }
      : { residualSeverity: 'minor', residualProbability: 'remote' }),
    eliminated: residual === 'none',
    cases: [stage.id(about)],
    ...entered,
  })
  await stage.does(who, about, 'update-risk', {
    risk: stage.id(risk),
    description: entered.description,
  })
}
