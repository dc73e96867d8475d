/**
 * Whose figures and rows may be read. Every function that reads asks for one, so that a new kind of
 * viewer cannot be forgotten. On the loopback address without sign-in there is one viewer.
 */
export type Scope = { kind: 'everything' }

export const everything: Scope = { kind: 'everything' }
