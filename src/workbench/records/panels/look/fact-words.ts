import { z } from 'zod'

const names: Readonly<Record<string, string>> = {
  summary: 'Summary',
  product: 'Product',
  components: 'Components',
  ports: 'Ports',
  accounts: 'Accounts',
  algorithms: 'Algorithms',
  settings: 'Settings',
  paths: 'Paths',
  hosts: 'Hosts and addresses',
  features: 'Features and screens',
  terms: 'Other words',
  guidance: 'Guidance for operators',
}

const scalar = z.union([z.string(), z.number()])
const fact = z.union([scalar, z.record(z.string(), z.union([scalar, z.array(z.string())]))])

/** Facts that documents are searched for, one line for each kind that has any. */
export const factLines = (
  facts: Readonly<Record<string, unknown>>,
): readonly { readonly name: string; readonly value: string }[] =>
  Object.entries(names).flatMap(([key, name]) => {
    const { data } = z.union([fact, z.array(fact)]).safeParse(facts[key])
    const value = (data === undefined ? [] : Array.isArray(data) ? data : [data])
      .map(wordsOf)
      .join('; ')
    return value === '' ? [] : [{ name, value }]
  })

const wordsOf = (one: z.output<typeof fact>): string =>
  typeof one === 'object' ? Object.values(one).flat().map(String).join(' ') : String(one)
