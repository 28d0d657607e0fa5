import type { Scene } from '../stage.ts'
import { inboxScenes } from './inbox.ts'
import { monitoringScenes } from './monitoring.ts'
import { otherScenes } from './others.ts'
import { passwordScenes } from './password.ts'
import { plannedScenes } from './planned.ts'
import { productScenes } from './products.ts'
import { releaseScenes } from './release.ts'
import { reviewScenes } from './review.ts'
import { tlsScenes } from './tls.ts'
import { viewerScenes } from './viewer.ts'

/** Everything that happens at the maker in the four months that the demo tells of. */
export const storyScenes: readonly Scene[] = [
  ...productScenes,
  ...monitoringScenes,
  ...passwordScenes,
  ...tlsScenes,
  ...viewerScenes,
  ...otherScenes,
  ...inboxScenes,
  ...releaseScenes,
  ...plannedScenes,
  ...reviewScenes,
]
