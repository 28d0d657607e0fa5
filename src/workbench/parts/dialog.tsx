import { Drawer, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import './dialog.css'

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
}

// Both are put together by hand, because the library's own header is a `<header>`: outside of any
// section that makes a second banner landmark of the page.

/** A question in the middle of the page. */
export const Dialog = ({ opened, onClose, title, children }: Props) => (
  <Modal.Root opened={useOpened(opened)} onClose={onClose} centered>
    <Modal.Overlay />
    <Modal.Content>
      <div className="dialog-head">
        <Modal.Title>{title}</Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      <div className="dialog-body">{children}</div>
    </Modal.Content>
  </Modal.Root>
)

/** A sheet at the side: what it is about stays in sight. */
export const Sheet = ({ opened, onClose, title, children }: Props) => (
  <Drawer.Root
    opened={useOpened(opened)}
    onClose={onClose}
    position="right"
    size="lg"
    classNames={{ content: 'sheet' }}
  >
    <Drawer.Overlay backgroundOpacity={0.35} />
    <Drawer.Content>
      <div className="dialog-head">
        <Drawer.Title>{title}</Drawer.Title>
        <Drawer.CloseButton aria-label="Close" />
      </div>
      <div className="dialog-body">{children}</div>
    </Drawer.Content>
  </Drawer.Root>
)

/** Opens after it is there: the library keeps where the focus was only when it sees the change. */
const useOpened = (opened: boolean): boolean => {
  const [seen, setSeen] = useState(false)
  useEffect(() => setSeen(opened), [opened])
  return seen && opened
}
