import { Link } from '@tanstack/react-router'
import { Empty, Page } from '../parts/page.tsx'

export const NotFound = () => (
  <div className="lone">
    <Page title="Nothing here">
      <Empty>
        <p>
          There is no page at this address. The record may be under an embargo, or the link old.
        </p>
        <Link to="/">Go to the first screen</Link>
      </Empty>
    </Page>
  </div>
)
