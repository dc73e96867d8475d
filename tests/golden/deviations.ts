/** Where a published tool is wrong: what it gives, and what is right. Each is proved by a test of its name. */
export type Deviation = { tool: string; gives: string; right: string }

const list = {
  'all values equal': {
    tool: 'NHSRplotthedots, PowerBI-SPC',
    gives: 'with ranges screened, limits that are not numbers: no range is below 3.267 × 0',
    right: 'limits on the mean, and no signal',
  },
  'one jump between equal values': {
    tool: 'NHSRplotthedots, PowerBI-SPC',
    gives: 'limits on the mean, as screening leaves only ranges of nought: every point is a signal',
    right: 'the unscreened mean range: one point outside',
  },
  'months absent': {
    tool: 'NHSRplotthedots',
    gives: 'ranges taken across the gap, without a word',
    right: 'no range across it; the absent points are counted',
  },
  'a tie inside a rise': {
    tool: 'NHSRplotthedots',
    gives: 'a trend that is lost',
    right: 'an option, stated: the guides say that a tie neither adds nor breaks',
  },
  'nothing observed on the log scale': {
    tool: 'FunnelPlotR, SR by the SHMI method',
    gives: 'φ and τ² infinite, limits from nought to infinity, never an outlier',
    right: 'the square root: finite',
  },
  'adjusted ratio limits left on the root scale': {
    tool: 'FunnelPlotR, SR by the CQC method',
    gives: '1 ∓ z √(s² + τ²)',
    right: 'its square',
  },
  'past the range of the arcsine': {
    tool: 'FunnelPlotR, PR',
    gives: '99.8% limits inside the 95% ones: 0.569–0.609 against 0.081–0.988',
    right: 'kept within 0 and π/2 before going back',
  },
  'two errors for ratios of counts': {
    tool: 'FunnelPlotR, RC',
    gives: 'τ² from both counts, limits from 1 ÷ 2√n',
    right: 'the error from both counts for both',
  },
  'the random seed of the caller': {
    tool: 'FunnelPlotR',
    gives: 'the seed set to 1 by any call',
    right: 'no chance is drawn upon at all',
  },
  'one unit': {
    tool: 'FunnelPlotR',
    gives: 'τ² that is not a number, and no limits',
    right: 'τ² of nought',
  },
  'a lower bound of nought': {
    tool: 'PowerBI-Funnels',
    gives: 'no clipping at nought, and limits dropped where they are not in order',
    right: 'every limit within the range, and in order',
  },
  'a table of one group': {
    tool: 'PHEindicatormethods, phe_rate',
    gives: 'one interval for each row, the group not gathered',
    right: 'one rate of the group',
  },
  'a proportion per thousand': {
    tool: 'PHEindicatormethods, proportion funnel',
    gives: 'upper limits cut off at 100 whatever the multiplier',
    right: 'cut off at the multiplier',
  },
  'deciles as text': {
    tool: 'PHEindicatormethods, phe_sii',
    gives: 'ranks sorted 1, 10, 2 …: a slope of −5.6 for −10',
    right: 'ranks in the order of their numbers',
  },
  'logarithms of small values': {
    tool: 'PHEindicatormethods, phe_sii with a multiplier below 1',
    gives: 'lower and upper limit swapped',
    right: 'the lower below the upper',
  },
  'drawn by one method and called by another': {
    tool: 'PHEindicatormethods',
    gives: 'exact limits drawn, significance by Byar: a unit inside a line is called outside of it',
    right: 'the same exact limits for both',
  },
  'winsorised φ alone': {
    tool: 'all tools that winsorise 10% at each end',
    gives: 'φ of 0.68 on average where chance alone is at work',
    right: 'φ as it is beside it, with its chance; ÷ 0.68 as an option',
  },
  'limits found by halving': {
    tool: 'PHEindicatormethods, ratio and rate funnels',
    gives: 'exact limits to 1e-7 of a count: 0.00100055 for one event at 99.8%',
    right: 'the limit itself, −ln 0.999 = 0.00100050',
  },
  'restricted likelihood stopped early': {
    tool: 'metafor, REML at its default threshold',
    gives: 'τ² of 0.01597412, where a step was first below 1e-5',
    right: 'τ² of 0.01597386, where the likelihood is greatest',
  },
  'a coarse search for a root': {
    tool: 'metafor, PM by the default search of R',
    gives: 'τ² of 0.0171692, where Q is 98.99',
    right: 'τ² of 0.0171660, where Q is 99, the units less one',
  },
  'smoothing whose search stopped early': {
    tool: 'forecast for R, ets() with additive trend and season on 60 months',
    gives:
      'starting states short of the best: AICc of 814.04 (activity) and 1404.64 (spend), months ahead up to 15% of their interval away',
    right:
      'with its own constants, starting states by least squares: the likelihood is never lower, and AICc is 810.20 and 1402.67',
  },
  'a group without people': {
    tool: 'PHEindicatormethods',
    gives: 'an error that stops every group',
    right: 'a reason in its row; the rest is computed',
  },
  'rounding noise at nought': {
    tool: 'PHEindicatormethods, phe_proportion',
    gives: 'a lower limit of about ±1e-17 for nothing observed',
    right: 'exactly nought',
  },
} as const satisfies Record<string, Deviation>

export type DeviationName = keyof typeof list

export const deviations: Readonly<Record<DeviationName, Deviation>> = list
