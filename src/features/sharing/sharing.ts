import { z } from 'zod'
import type { Home } from '../../stores/home.ts'
import { scopeOf, sharings, type Scope, type Sharing, type Viewer } from '../../stores/scope.ts'
import { readRuleFile } from '../rule-file.ts'

const sharingRule = z.strictObject({
  id: z.literal('sharing'),
  version: z.number().int().positive(),
  title: z.string(),
  source: z.string(),
  practices: z.enum(sharings),
})

/** What the practices of this group agreed to show each other. Throws AppError rule-file-invalid. */
export const readSharing = (home: Pick<Home, 'definitions'>): Sharing =>
  readRuleFile(home, 'sharing', sharingRule).rule.practices

/** What a viewer may read of the warehouse, under the group's agreement. */
export const scopeFor = (home: Pick<Home, 'definitions'>, viewer: Viewer): Scope =>
  scopeOf(viewer, readSharing(home))
