import { parts } from '../../../component/protocol/links.ts'
import { type Block, blocksOf, type Span } from '../model/styling.ts'

/** A message as text: line breaks stay, addresses become links, marks become a style (XEP-0393), nothing else is believed. */
export const RichText = ({ text }: { text: string }) => (
  <>
    {blocksOf(text).map((block, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
      <BlockText key={index} block={block} />
    ))}
  </>
)

function BlockText({ block }: { block: Block }) {
  if (block.is === 'code') return <code className="block-code">{block.text}</code>
  if (block.is === 'lines')
    return (
      <span className="block-lines">
        {block.spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <SpanText key={index} span={span} />
        ))}
      </span>
    )
  return (
    <q className="block-quote">
      {block.blocks.map((inner, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <BlockText key={index} block={inner} />
      ))}
    </q>
  )
}

function SpanText({ span: { text, style: Style } }: { span: Span }) {
  if (Style === 'code') return <code>{text}</code>
  return Style ? (
    <Style>
      <Linked text={text} />
    </Style>
  ) : (
    <Linked text={text} />
  )
}

const Linked = ({ text }: { text: string }) => (
  <>
    {parts(text).map(({ text: words, href, leads }, index) =>
      href ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
          {words}
          {leads && <span className="link-leads"> ({leads})</span>}
        </a>
      ) : (
        words
      ),
    )}
  </>
)
