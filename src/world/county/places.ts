/**
 * The invented county: its localities, hospitals and payer. No English practice code begins with W,
 * and Welsh ones begin W0 or W9, so that W5…, with hospitals WX…, can be no real organisation;
 * no postcode area is QW.
 */
export const groupCode = 'CW'
export const groupName = 'Cobwold Practices Together'
export const payer = { code: 'W1C', name: 'COBWOLD CCG', ons: 'E38999001' }
export const region = { code: 'Y0W', name: 'WOLDS AND FENS' }
export const system = { code: 'QW0', name: 'COBWOLD AND FENSHIRE' }

export type Locality = {
  code: string
  name: string
  town: string
  /** Share of the county's practices. */
  share: number
  /** Above nought: older than the county. */
  age: number
  /** Above nought: more deprived than the county. */
  deprivation: number
}

export const localities: readonly Locality[] = [
  { code: 'CW1', name: 'Quillbrook', town: 'Quillbrook', share: 24, age: -0.45, deprivation: 0.55 },
  { code: 'CW2', name: 'Merle Vale', town: 'Merlebridge', share: 20, age: 0.4, deprivation: -0.7 },
  { code: 'CW3', name: 'North Wold', town: 'Tarnwick', share: 18, age: 0.05, deprivation: -0.05 },
  { code: 'CW4', name: 'Saltfen', town: 'Saltfen Quay', share: 14, age: 0.5, deprivation: 0.4 },
]

export type Provider = {
  code: string
  name: string
  town: string
  postcode: string
  site: string
  kind: 'acute' | 'independent' | 'community' | 'mental health'
  /** Market forces factor in millionths for 2017/18, 2018/19 and 2019/20; none published for one. */
  factor: readonly [number, number, number] | null
}

export const providers: readonly Provider[] = [
  {
    code: 'WXA',
    name: 'COBWOLD GENERAL HOSPITAL NHS TRUST',
    town: 'QUILLBROOK',
    postcode: 'QW1 1AA',
    site: 'WXA01',
    kind: 'acute',
    factor: [1_038_214, 1_038_214, 1_034_117],
  },
  {
    code: 'WXB',
    name: 'TARNWICK INFIRMARY NHS FOUNDATION TRUST',
    town: 'TARNWICK',
    postcode: 'QW7 4BB',
    site: 'WXB01',
    kind: 'acute',
    factor: [1_021_655, 1_021_655, 1_023_908],
  },
  {
    code: 'WXT',
    name: "ST OSRIC'S UNIVERSITY HOSPITAL NHS FOUNDATION TRUST",
    town: 'OSRICHESTER',
    postcode: 'QW20 9TT',
    site: 'WXT01',
    kind: 'acute',
    factor: [1_102_430, 1_102_430, 1_093_551],
  },
  {
    code: 'WXN',
    name: 'MERLE ORTHOPAEDIC AND EYE CENTRE',
    town: 'MERLEBRIDGE',
    postcode: 'QW5 2NN',
    site: 'WXN01',
    kind: 'independent',
    factor: [1_038_214, 1_038_214, 1_034_117],
  },
  {
    code: 'WXE',
    name: 'FARHAVEN DISTRICT HOSPITAL NHS TRUST',
    town: 'FARHAVEN',
    postcode: 'QW30 3EE',
    site: 'WXE01',
    kind: 'acute',
    factor: null,
  },
  {
    code: 'WXH',
    name: 'COBWOLD COMMUNITY HEALTH NHS TRUST',
    town: 'QUILLBROOK',
    postcode: 'QW1 8HH',
    site: 'WXH01',
    kind: 'community',
    factor: [1_036_002, 1_036_002, 1_032_500],
  },
  {
    code: 'WXM',
    name: 'COBWOLD PARTNERSHIP FOR MENTAL HEALTH NHS TRUST',
    town: 'QUILLBROOK',
    postcode: 'QW2 6MM',
    site: 'WXM01',
    kind: 'mental health',
    factor: [1_035_870, 1_035_870, 1_032_110],
  },
]

/** Where the people of each locality go, in the order of the first five providers. */
export const patterns: Record<'emergency' | 'planned', readonly (readonly number[])[]> = {
  emergency: [
    [0.93, 0.03, 0.03, 0, 0.01],
    [0.72, 0.24, 0.03, 0, 0.01],
    [0.1, 0.86, 0.03, 0, 0.01],
    [0.62, 0.34, 0.02, 0, 0.02],
  ],
  planned: [
    [0.78, 0.05, 0.11, 0.055, 0.005],
    [0.52, 0.21, 0.13, 0.135, 0.005],
    [0.11, 0.72, 0.11, 0.055, 0.005],
    [0.5, 0.3, 0.11, 0.075, 0.015],
  ],
}

/** Practices outside the group whose patients appear now and then: invented codes of the next county. */
export const outsiders = ['W59001', 'W59004', 'W59013', 'W59020', 'W59027'] as const
