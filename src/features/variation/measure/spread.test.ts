import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spreadFigures, spreadText } from './spread.ts'

test('what a GP reads of the spread is in words, with no symbol', () => {
  assert.equal(
    spreadText({ phi: 4.41, phiWinsorised: 2.2, tauSquared: 0.0034 }),
    'Practices differ by more than chance: they lie about 2.1 times as far from the average as chance alone would put them. The limits are widened for it; those of chance alone are dotted.',
  )
  assert.match(
    spreadText({ phi: 980.1, phiWinsorised: 400, tauSquared: 0.3 }),
    /about 31 times as far/,
  )
  assert.match(
    spreadText({ phi: 1.04, phiWinsorised: 0.9, tauSquared: 0.0001 }),
    /^Practices differ by hardly more than chance\. The limits are widened a little for it/,
  )
  assert.equal(
    spreadText({ phi: 0.8, phiWinsorised: 0.6, tauSquared: 0 }),
    'Practices differ by no more than chance, so the limits are those of chance alone.',
  )
})

test('the figures behind the words are all given, as they are and drawn in', () => {
  const figures = spreadFigures({ phi: 4.41, phiWinsorised: 2.2, tauSquared: 0.0034 })
  assert.match(figures, /φ is 4\.41, .*2\.20 with the outer tenths of practices drawn in/)
  assert.match(figures, /τ² is 0\.0034/)
  assert.match(spreadFigures({ phi: 0.8, phiWinsorised: 0.6, tauSquared: 0 }), /τ² is 0, /)
})
