import { useNavigate } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { signOut, useSignedIn } from '../api/session.ts'
import { roleInWords } from '../kinds/words.ts'

/**
 * Who is signed in, in which roles, and the way out. The browser's own popover: it closes by Escape
 * and by a press elsewhere and gives the focus back, and the library's would weigh on every first load.
 */
export const PersonMenu = () => {
  const { name, roles } = useSignedIn()
  const navigate = useNavigate()
  const leave = async () => {
    await signOut()
    // Loaded anew, so that nothing of what this person saw stays in the page's memory.
    window.location.assign('/workbench/sign-in')
  }
  return (
    <>
      <button
        type="button"
        className="person-button"
        popoverTarget={menuId}
        aria-haspopup="menu"
        aria-controls={menuId}
      >
        {name}
      </button>
      <div
        id={menuId}
        popover="auto"
        className="person-menu"
        onToggle={({ currentTarget, newState }) => {
          if (newState === 'open') itemsOf(currentTarget)[0]?.focus()
        }}
      >
        <p className="person-roles">{roles.map(roleInWords).join(', ')}</p>
        <div role="menu" aria-label={name} tabIndex={-1} onKeyDown={walk}>
          <button
            type="button"
            role="menuitem"
            popoverTarget={menuId}
            popoverTargetAction="hide"
            onClick={() => void navigate({ to: '/account' })}
          >
            Your account
          </button>
          <button type="button" role="menuitem" onClick={() => void leave()}>
            Sign out
          </button>
        </div>
      </div>
    </>
  )
}

const menuId = 'person-menu'

const itemsOf = (menu: HTMLElement): readonly HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role="menuitem"]'),
]

/** Arrows go round, as in every menu (WAI-ARIA: menu button); the popover does the rest. */
const walk = (event: KeyboardEvent<HTMLElement>) => {
  const items = itemsOf(event.currentTarget)
  const here = items.findIndex((item) => item.matches(':focus'))
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  items.at(to % items.length)?.focus()
}
