/**
 * The ledger's tables by name. A feature adds its own by declaring this module again:
 * `declare module '…/stores/ledger/tables.ts' { interface Tables { concern: ConcernTable } }`.
 */
// oxlint-disable-next-line typescript/no-empty-interface typescript/no-empty-object-type
export interface Tables {}
