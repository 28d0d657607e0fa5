import { Autocomplete, MultiSelect, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { recordQuery } from '../../api/records.ts'
import { type ProductView, productView } from '../../records/views/upkeep.ts'
import { useFormRecord } from '../context.ts'
import { common, type InputProps, textOf } from '../field-input.tsx'
import type { ProductShape } from '../shape.ts'
import { strings } from '../values.ts'
import { FromRecord } from './from-record.tsx'

/** Fields that name what hangs on a product: the one the form acts on, or the one beside the field. */
export const ProductInput = ({
  shape,
  ...props
}: InputProps & { readonly shape: ProductShape }) => {
  switch (shape.is) {
    case 'own-revisions':
      return <OwnRevisions {...props} />
    case 'revisions-beside':
      return <RevisionsBeside {...props} />
    case 'sbom-item':
      return <SbomItem {...props} />
    case 'sbom-items':
      return <SbomItems {...props} />
    case 'classified-item':
      return <ClassifiedItem {...props} />
    case 'configuration':
      return <Configuration {...props} />
    case 'configurations':
      return <Configurations {...props} />
    default:
      return shape satisfies never
  }
}

const productIn = (state: unknown): ProductView | undefined => productView.safeParse(state).data

const useOwnProduct = (): ProductView | undefined => productIn(useFormRecord()?.state)

const OwnRevisions = (props: InputProps) => {
  const product = useOwnProduct()
  return (
    <Several
      {...props}
      choices={(product?.revisions ?? []).map(({ revision }) => revision).toReversed()}
    />
  )
}

const useProductBeside = ({ beside }: InputProps): ProductView | undefined => {
  const id = textOf(beside['product'])
  const { data } = useQuery({ ...recordQuery('products', id), enabled: id !== '' })
  return productIn(data?.state)
}

/** Revisions of the product that is named beside, newest first. */
const RevisionsBeside = (props: InputProps) => (
  <Several
    {...props}
    choices={(useProductBeside(props)?.revisions ?? [])
      .map(({ revision }) => revision)
      .toReversed()}
  />
)

/** Ways to set up the product that is named beside. */
const Configurations = (props: InputProps) => {
  const known = useProductBeside(props)?.configurations ?? []
  return <Several {...props} choices={known.map(({ configuration }) => configuration)} />
}

const Several = ({ choices, ...props }: InputProps & { readonly choices: readonly string[] }) => {
  const chosen = strings(props.value)
  return (
    <MultiSelect
      {...common(props)}
      data={[...new Set([...choices, ...chosen])]}
      value={[...chosen]}
      onChange={props.onChange}
      searchable
    />
  )
}

/** The items that the SBOMs of the product name, each once, the newest SBOM first. */
const itemsOf = (product: ProductView | undefined): ReadonlyMap<string, string> => {
  const items = new Map<string, string>()
  for (const { sbom } of (product?.revisions ?? []).toReversed())
    for (const { name, purl } of sbom?.components ?? []) if (!items.has(name)) items.set(name, purl)
  return items
}

/** An item by its name in the SBOM; its package URL comes along, without the version. */
const SbomItem = (props: InputProps) => {
  const items = itemsOf(useOwnProduct())
  return (
    <Autocomplete
      {...common(props)}
      data={[...items.keys()]}
      limit={50}
      value={textOf(props.value)}
      onChange={(name) => {
        const purl = items.get(name) ?? ''
        props.onBeside({
          [props.field.name]: name,
          ...(purl === '' ? {} : { purl: withoutVersion(purl) }),
        })
      }}
    />
  )
}

const withoutVersion = (purl: string): string => purl.replace(/[?#].*$/, '').replace(/@[^@/]*$/, '')

const SbomItems = (props: InputProps) => (
  <TagsInput
    {...common(props)}
    data={[...itemsOf(useOwnProduct()).keys()]}
    limit={50}
    value={[...strings(props.value)]}
    onChange={props.onChange}
    placeholder="A name, then Enter"
  />
)

const ClassifiedItem = (props: InputProps) => (
  <FromRecord
    {...props}
    options={(useOwnProduct()?.items ?? []).map(({ name }) => [name, name])}
    none="No software item has a class of its own."
  />
)

const Configuration = (props: InputProps) => (
  <FromRecord
    {...props}
    options={(useOwnProduct()?.configurations ?? []).map(({ configuration }) => [
      configuration,
      configuration,
    ])}
    none="No configuration is described."
  />
)
