import { createElement, Fragment, type ReactNode } from 'react'
import type { Block, Inline } from '../document/model.ts'
import { type DocumentView, type SectionView, words } from '../document/view.ts'
import { columnPercents, htmlStyle } from './html-style.ts'

/** One self-contained page without script: its policy forbids everything but its own style. */
export const HtmlPage = (props: { readonly view: DocumentView; readonly policy: string }) => {
  const { view } = props
  return (
    <html lang={view.language}>
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={props.policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
          {view.subtitle === undefined ? view.title : `${view.title}: ${view.subtitle}`}
        </title>
        {view.publisher === undefined ? null : <meta name="author" content={view.publisher} />}
        <meta name="dcterms.date" content={view.day} />
        <meta name="dcterms.identifier" content={view.reference} />
        <style>{htmlStyle}</style>
      </head>
      <body>
        <header>
          {view.publisher === undefined ? null : <p className="publisher">{view.publisher}</p>}
          <h1 dir="auto">{view.title}</h1>
          {view.subtitle === undefined ? null : (
            <p className="subtitle" dir="auto">
              {view.subtitle}
            </p>
          )}
          <dl>
            {each(view.facts, (fact) => (
              <>
                <dt>{fact.term}</dt>
                <dd dir="auto">{fact.value}</dd>
              </>
            ))}
          </dl>
          <Gaps gaps={view.gaps} />
        </header>
        <nav aria-labelledby="contents">
          <h2 id="contents">{words.contents}</h2>
          <ol>
            {each(view.sections, (section) => (
              <li className={`level${section.level}`}>
                <a href={`#section-${section.id}`}>
                  <span className="number">{section.number}</span> <bdi>{section.title}</bdi>
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <main>
          {each(view.sections, (section) => (
            <SectionPart section={section} />
          ))}
        </main>
        <footer>
          <p>
            {[view.title, view.subtitle, view.reference, `${words.version} ${view.version}`]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </p>
        </footer>
      </body>
    </html>
  )
}

const Gaps = ({ gaps }: { readonly gaps: DocumentView['gaps'] }) =>
  gaps.length === 0 ? null : (
    <div className="gaps" role="note">
      <p>
        <strong className="label">{words.draft}</strong>
      </p>
      <p>{words.gaps(gaps.length)}</p>
      <ul>
        {each(gaps, (gap) => (
          <li>
            <a href={`#section-${gap.section}`}>{gap.place}</a>
          </li>
        ))}
      </ul>
    </div>
  )

const SectionPart = ({ section }: { readonly section: SectionView }) => {
  const Heading = section.level === 1 ? 'h2' : 'h3'
  return (
    <section
      id={`section-${section.id}`}
      aria-labelledby={`heading-${section.id}`}
      data-constraints={
        section.constraints.length === 0 ? undefined : section.constraints.join(' ')
      }
    >
      <Heading id={`heading-${section.id}`}>
        <span className="number">{section.number}</span> <bdi>{section.title}</bdi>
      </Heading>
      {each(section.blocks, (block) => (
        <BlockPart block={block} />
      ))}
    </section>
  )
}

const BlockPart = ({ block }: { readonly block: Block }) => {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Inlines content={block.content} />
        </p>
      )
    case 'list':
      return <ListPart block={block} />
    case 'table':
      return <TablePart block={block} />
    case 'definitions':
      return (
        <dl>
          {each(block.entries, (entry) => (
            <>
              <dt dir="auto">{entry.term}</dt>
              <dd dir="auto">
                <Inlines content={entry.definition} />
              </dd>
            </>
          ))}
        </dl>
      )
    case 'note':
      return (
        <div className={block.tone === 'warning' ? 'box warning' : 'box'} role="note">
          <p dir="auto">
            <strong className="label">{words[block.tone]}</strong>
            <Inlines content={block.content} />
          </p>
        </div>
      )
    case 'missing':
      return (
        <div className="box missing" role="note">
          <p dir="auto">
            <strong className="label">{words.missing}</strong>
            {block.what}
          </p>
          <p>{`${words.suppliedBy}: ${block.suppliedBy}`}</p>
        </div>
      )
    case 'signature':
      return (
        <dl className="signature">
          <dt>{words.signed}</dt>
          <dd dir="auto">
            <strong>{block.name}</strong>
          </dd>
          <dt>{words.meaning}</dt>
          <dd dir="auto">{block.meaning}</dd>
          <dt>{words.time}</dt>
          <dd>{block.time}</dd>
        </dl>
      )
    default:
      return block satisfies never
  }
}

const ListPart = ({ block }: { readonly block: Extract<Block, { readonly kind: 'list' }> }) => {
  const List = block.ordered ? 'ol' : 'ul'
  return (
    <List>
      {each(block.items, (item) => (
        <li dir="auto">
          <Inlines content={item} />
        </li>
      ))}
    </List>
  )
}

const TablePart = ({ block }: { readonly block: Extract<Block, { readonly kind: 'table' }> }) => (
  // A narrow screen scrolls the table, also by keyboard, rather than the page.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
  <section className="scroll" aria-label={block.caption} tabIndex={0}>
    <table>
      <caption>{block.caption}</caption>
      <colgroup>
        {each(columnPercents(block.weights), (percent) => (
          <col className={`w${percent}`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {each(block.header, (title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {each(block.rows, (row) => (
          <tr>
            {each(row, (cell, index) => {
              const content = <Inlines content={cell} />
              return index === 0 ? (
                <th scope="row" dir="auto">
                  {content}
                </th>
              ) : (
                <td dir="auto">{content}</td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Inlines = ({ content }: { readonly content: readonly Inline[] }) =>
  each(content, (inline) => <InlinePart inline={inline} />)

const InlinePart = ({ inline }: { readonly inline: Inline }) => {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'strong':
      return <strong>{inline.text}</strong>
    case 'code':
      return <code>{inline.text}</code>
    case 'link':
      return (
        <a href={inline.href} rel="noreferrer">
          {inline.text}
        </a>
      )
    default:
      return inline satisfies never
  }
}

// Children by position, which never changes on a page that is rendered once: they need no keys.
const each = <Item,>(items: readonly Item[], part: (item: Item, index: number) => ReactNode) =>
  createElement(Fragment, null, ...items.map(part))
