import { Button, Checkbox, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CommandDeclaration } from '../../../kernel/command.ts'
import type { ListItem } from '../../api/records.ts'
import { Sheet } from '../../parts/dialog.tsx'
import { BulkForm } from './bulk-form.tsx'
import type { useSelection } from './selection.ts'

/** Commands that are sent one after the other; more at once nobody looks through. */
const most = 200

/** Commands with a button of their own; the others stand behind one more. */
const atHand = 4

/** How many lines are selected, and what can be done with them. It has its place before any is. */
export const BulkBar = ({
  commands,
  items,
  selection,
}: {
  readonly commands: readonly CommandDeclaration[]
  readonly items: readonly ListItem[]
  readonly selection: ReturnType<typeof useSelection>
}) => {
  const { selected, all, none, remove } = selection
  const [under, setUnder] = useState<{
    readonly command: CommandDeclaration
    readonly items: readonly ListItem[]
  }>()
  const [opened, setOpened] = useState(false)
  const count = selected.size
  const start = (command: CommandDeclaration) => {
    setUnder({ command, items: items.filter(({ id }) => selected.has(id)) })
    setOpened(true)
  }
  return (
    <div className="bulk" data-bulk>
      <Checkbox
        size="xs"
        label={`Select all ${items.length.toLocaleString()} shown`}
        checked={count === items.length}
        indeterminate={count > 0 && count < items.length}
        onChange={() => (count === items.length ? none() : all())}
      />
      <p className="bulk-count" aria-live="polite">
        {count === 0 ? '' : `${count.toLocaleString()} selected`}
      </p>
      {count === 0 ? null : (
        <div className="bulk-actions">
          {count > most ? (
            <p className="small">Select {most} or fewer to work on them together.</p>
          ) : (
            <>
              {commands.slice(0, atHand).map((command) => (
                <Button
                  key={command.name}
                  size="compact-sm"
                  variant="default"
                  {...(command.name === 'assign' ? { 'data-assign': true } : {})}
                  onClick={() => start(command)}
                >
                  {command.title}
                </Button>
              ))}
              <CompareTwo items={items.filter(({ id }) => selected.has(id))} />
              {commands.length > atHand ? (
                <Menu position="bottom-start">
                  <Menu.Target>
                    <Button size="compact-sm" variant="default">
                      More
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {commands.slice(atHand).map((command) => (
                      <Menu.Item key={command.name} onClick={() => start(command)}>
                        {command.title}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              ) : null}
            </>
          )}
          <Button size="compact-sm" variant="subtle" data-select-nothing onClick={none}>
            Select nothing
          </Button>
        </div>
      )}
      <Sheet
        opened={opened}
        onClose={() => setOpened(false)}
        title={<span className="drawer-title">{under?.command.title}</span>}
      >
        {under === undefined ? null : (
          <BulkForm
            key={`${under.command.name} ${under.items.map(({ id }) => id).join()}`}
            collection="reports"
            declaration={under.command}
            items={under.items}
            onDone={remove}
            onClose={() => setOpened(false)}
          />
        )}
      </Sheet>
    </div>
  )
}

/** Two lines can be looked at side by side. */
const CompareTwo = ({ items: [one, other, ...more] }: { readonly items: readonly ListItem[] }) =>
  one === undefined || other === undefined || more.length > 0 ? null : (
    <Link to="/reports/$id/compare" params={{ id: one.humanId }} search={{ with: other.humanId }}>
      Compare
    </Link>
  )
