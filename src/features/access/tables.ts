import type { Generated } from 'kysely'
import type { Role } from '../../stores/scope.ts'

type Row = { id: Generated<number>; at: Generated<string> }

/** Who a person is now; `email` is null to viewers who may not know it. */
export type PersonNow = {
  id: number
  sample_key: string | null
  name: string
  closed: boolean
  email: string | null
}

/** An appointment with the last day that counts now; null while none is foreseen. */
export type AppointmentNow = {
  id: number
  person: number
  role: Exclude<Role, 'public'>
  practice: string | null
  locality: string | null
  topic: string | null
  from_date: string
  to_date: string | null
}

type Ended<K extends string> = Row & Record<K, number>

/** The tables of people and of how they sign in; see the migrations of the same names. */
export type AccessTables = {
  person: Row & { sample_key: string | null }
  person_detail: Row & { person: number; name: string; closed: Generated<boolean> }
  person_address: Row & { person: number; email: string }
  appointment: Row & Omit<AppointmentNow, 'id'>
  appointment_end: Row & { appointment: number; on_date: string }
  person_now: PersonNow
  appointment_now: AppointmentNow
  invitation: Row & {
    kind: 'first-administrator' | 'first' | 'lost'
    person: number | null
    token_hash: string
    expires_at: string
  }
  invitation_end: Ended<'invitation'> & { used: boolean }
  password: Row & { person: number; hash: string }
  one_time_secret: Row & { person: number; secret: string }
  one_time_use: Row & { secret: number; step: number }
  recovery_code: Row & { person: number; batch: string; hash: string }
  recovery_use: Ended<'code'>
  passkey: Row & {
    person: number
    credential: string
    public_key: Uint8Array
    transports: string[]
    label: string
  }
  passkey_use: Row & { passkey: number; counter: number }
  passkey_end: Ended<'passkey'>
  outside_account: Row & { person: number; issuer: string; subject: string }
  credential_reset: Row & { person: number }
  sign_in_attempt: Row & { account_hash: string; succeeded: boolean }
  session: Row & {
    person: number
    token_hash: string
    stage: 'code' | 'setup' | 'full'
    means: string
    came_from: string
    device: string
    expires_at: string
  }
  session_use: Row & { session: number }
  session_end: Ended<'session'> & { why: string }
}

declare module '../../stores/ledger/tables.ts' {
  interface Tables extends AccessTables {}
}
