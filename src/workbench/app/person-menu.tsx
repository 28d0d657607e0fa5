import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { signOut, useSignedIn } from '../api/session.ts'
import { roleInWords } from '../kinds/words.ts'

/** Who is signed in, in which roles, and the way out. */
export const PersonMenu = () => {
  const { name, roles } = useSignedIn()
  const navigate = useNavigate()
  const leave = async () => {
    await signOut()
    // Loaded anew, so that nothing of what this person saw stays in the page's memory.
    window.location.assign('/workbench/sign-in')
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className="person-button">
          {name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{roles.map(roleInWords).join(', ')}</Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: '/account' })}>Your account</Menu.Item>
        <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
