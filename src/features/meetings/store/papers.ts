import { createHash } from 'node:crypto'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Viewer } from '../../../stores/scope.ts'

/** A paper with its content. */
export type Paper = { id: number; item: number; name: string; mediaType: string; content: Buffer }

/** Adds a paper to an item; gives its number. */
export const addPaper = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  paper: Omit<Paper, 'id'>,
): Promise<number> => {
  const { item, name, mediaType, content } = paper
  const sha256 = createHash('sha256').update(content).digest('hex')
  const size = content.length
  const { id } = await db
    .insertInto('paper')
    .values({
      item,
      name,
      media_type: mediaType,
      size,
      sha256,
      content,
      recorded_by: viewer.person,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({
    action: 'paper.added',
    subject: `item:${item}`,
    after: { paper: id, name, mediaType, size, sha256 },
  })
  return id
}

/** A paper that the ledger gives to the viewer; null where it does not, or it was taken back. */
export const readPaper = async (db: Db, id: number): Promise<Paper | null> => {
  const row = await db
    .selectFrom('paper')
    .leftJoin('paper_withdrawal', 'paper_withdrawal.paper', 'paper.id')
    .select(['paper.id', 'paper.item', 'paper.name', 'paper.media_type', 'paper.content'])
    .where('paper.id', '=', id)
    .where('paper_withdrawal.paper', 'is', null)
    .executeTakeFirst()
  return row === undefined
    ? null
    : {
        id: row.id,
        item: row.item,
        name: row.name,
        mediaType: row.media_type,
        content: row.content,
      }
}

/** Takes a paper back; its content is kept. */
export const withdrawPaper = async (
  db: Db,
  audit: Audit,
  viewer: Viewer,
  paper: number,
  why: string,
): Promise<void> => {
  await db
    .insertInto('paper_withdrawal')
    .values({ paper, why, recorded_by: viewer.person })
    .execute()
  await audit({ action: 'paper.withdrawn', subject: `paper:${paper}`, why })
}
