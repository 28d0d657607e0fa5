import './app/mantine.css'
import './app/tokens.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { ProblemError } from './api/problem.ts'
import { sessionQuery } from './api/session.ts'
import { createWorkbenchRouter } from './app/router.tsx'
import { cssVariablesResolver, theme } from './app/theme.ts'
import { DraftsProvider } from './forms/drafts.tsx'

// The Content-Security-Policy allows no code made from text, which Zod would otherwise try.
z.config({ jitless: true })

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; only a server that could not be reached is worth asking again.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ProblemError && error.problem.status > 0),
    },
  },
})

// Asked at once, beside what the first page asks.
void queries.prefetchQuery(sessionQuery)

const place = document.getElementById('workbench')
if (place === null) throw new Error('index.html has no place for the workbench')

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <DraftsProvider>
          <RouterProvider router={createWorkbenchRouter(queries)} />
        </DraftsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
