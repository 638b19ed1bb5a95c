/** A chat to begin with. */
import { rulesWith, Stage } from './stage.kit.ts'

/** Anna and Mia talk; Ben, where there is one, is not on duty. */
export function talking(operators: Record<string, number> = { anna: 1, ben: 1 }): Stage {
  const stage = new Stage(rulesWith(operators, { strategies: ['least-busy'] }))
  stage.shows('anna', 'available')
  stage.joins('mia')
  stage.talks('anna', 'mia')
  return stage
}
