import type { Audit, Db } from '../../stores/ledger/ledger.ts'

/** A version of the constitution with who has signed it. */
export type Constitution = {
  id: number
  group: string
  version: number
  title: string
  text: string
  inForceFrom: string
  signatures: readonly Signature[]
}

/** A practice's signature under a version, or the taking back of one. */
export type Signature = {
  practice: string
  state: 'signed' | 'withdrawn'
  signedBy: string
  on: string
}

/** Every version, the newest first, each with the newest word of every practice that has said one. */
export const readConstitutions = async (db: Db): Promise<Constitution[]> => {
  const versions = await db
    .selectFrom('constitution')
    .selectAll()
    .orderBy('version', 'desc')
    .execute()
  const signatures = await db
    .selectFrom('constitution_signature')
    .selectAll()
    .distinctOn(['constitution_id', 'practice'])
    .orderBy('constitution_id')
    .orderBy('practice')
    .orderBy('id', 'desc')
    .execute()
  return versions.map(({ id, group_code: group, version, title, text, in_force_from: from }) => ({
    id,
    group,
    version,
    title,
    text,
    inForceFrom: from,
    signatures: signatures
      .filter(({ constitution_id: of }) => of === id)
      .map(({ practice, state, signed_by: signedBy, on_date: on }) => ({
        practice,
        state,
        signedBy,
        on,
      })),
  }))
}

/** The version in force on a day: the newest of those that have begun; null while there is none. */
export const inForceOn = (versions: readonly Constitution[], on: string): Constitution | null =>
  versions
    .filter(({ inForceFrom }) => inForceFrom <= on)
    .toSorted((a, b) => b.version - a.version)[0] ?? null

/** Adds the next version; the ones before stay as they were signed. */
export const addConstitution = async (
  db: Db,
  audit: Audit,
  made: { group: string; title: string; text: string; inForceFrom: string },
  before: readonly Constitution[],
  on: string,
): Promise<number> => {
  const version = 1 + Math.max(0, ...before.map((each) => each.version))
  const { id } = await db
    .insertInto('constitution')
    .values({
      group_code: made.group,
      version,
      title: made.title,
      text: made.text,
      in_force_from: made.inForceFrom,
      on_date: on,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit({
    action: 'constitution.version-added',
    subject: `constitution:${id}`,
    after: { version, title: made.title, from: made.inForceFrom },
  })
  return id
}

/** Enters that a practice signs a version or takes its signature back. */
export const sign = async (
  db: Db,
  audit: Audit,
  signed: {
    constitution: number
    practice: string
    state: Signature['state']
    signedBy: string
    person: number | null
  },
  on: string,
): Promise<void> => {
  const { constitution, practice, state, signedBy, person } = signed
  await db
    .insertInto('constitution_signature')
    .values({
      constitution_id: constitution,
      practice,
      state,
      signed_by: signedBy,
      person,
      on_date: on,
    })
    .execute()
  await audit({
    action: `constitution.${state}`,
    subject: `constitution:${constitution}`,
    after: { practice, signedBy },
  })
}

/** Whether one of the practices has yet to sign the version that is in force. */
export const signaturesMissing = async (
  db: Db,
  practices: readonly string[],
  today: string,
): Promise<boolean> => {
  const version = inForceOn(await readConstitutions(db), today)
  if (version === null) return false
  const signed = version.signatures.filter(({ state }) => state === 'signed')
  return practices.some((code) => !signed.some(({ practice }) => practice === code))
}
