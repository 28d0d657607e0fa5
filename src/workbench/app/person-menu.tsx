import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { sessionQuery, signOut, useSignedIn } from '../api/session.ts'
import { roleInWords } from '../kinds/words.ts'

/** Who is signed in, in which roles, and the way out. */
export const PersonMenu = () => {
  const { name, roles } = useSignedIn()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = async () => {
    await signOut()
    queries.clear()
    queries.setQueryData(sessionQuery.queryKey, { signedIn: false })
    await navigate({ to: '/sign-in' })
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
