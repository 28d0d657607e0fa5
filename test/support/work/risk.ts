import type { Colleague } from '../maker.ts'

export interface RiskTold {
  readonly register?: string
  readonly category?: string
  readonly residual?: string
  readonly description?: string
  readonly compensatingControl?: string
}

/** Levels of the shipped matrix for what remains. */
const levels = (residual: string) =>
  residual === 'not-acceptable'
    ? { residualSeverity: 'catastrophic', residualProbability: 'frequent' }
    : { residualSeverity: 'minor', residualProbability: 'improbable' }

/** An entry of the register, as its commands ask for it. */
export const riskOf = ({
  register = 'SR-8',
  category = 'Network',
  residual = 'none',
  description = 'Nothing remains once TLS is required.',
  compensatingControl = '',
}: RiskTold = {}) => ({
  title: `Risk ${register}`,
  number: register,
  hazard: 'Orders are changed on their way.',
  category,
  initialSeverity: 'catastrophic',
  initialProbability: 'frequent',
  ...levels(residual),
  eliminated: residual === 'none',
  controls: [{ control: 'TLS is required', verification: 'Test report TR-12' }],
  description,
  compensatingControl,
})

/** Enters a risk of a case into the register, and records in the case that it was updated. */
export const updatesRisk = async (
  engineer: Colleague,
  casePath: string,
  told: RiskTold = {},
): Promise<string> => {
  const about = casePath.split('/').at(-1)
  const { id } = await engineer.does('/api/risks/enter', { ...riskOf(told), cases: [about] })
  await engineer.does(`${casePath}/update-risk`, { risk: id, description: 'After the fix.' })
  return id
}
