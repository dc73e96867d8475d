import type { Opening } from './sample.ts'

/** Published files that Steward can name and does not use yet: header names that only they have. */
const byHeader: readonly (readonly [title: string, ...marks: string[]])[] = [
  [
    'the map of practices of Patients Registered at a GP Practice',
    'PUBLICATION',
    'EXTRACT_DATE',
    'PRACTICE_CODE',
    'CCG_CODE',
  ],
  [
    'Patients Registered at a GP Practice by small area',
    'PUBLICATION',
    'LSOA_CODE',
    'NUMBER_OF_PATIENTS',
  ],
  ['QOF map of NHS geographies', 'NAT_ONS_CODE', 'PRACTICE_CODE', 'PCN_ODS_CODE'],
  ['QOF list of indicators', 'INDICATOR_CODE', 'INDICATOR_POINT_VALUE'],
  ['QOF list of personalised care adjustments', 'INDICATOR_CODE', 'PCA_EXCL_NAME'],
  ['QOF maximum points by practice', 'PRACTICE_CODE', 'REVISED_MAXIMUM_POINTS'],
  ['QOF validation outcomes by practice', 'PRACTICE_CODE', 'VALIDATION_RULE'],
  ['QOF disease prevalence by clinical commissioning group', 'ccgcode', 'disease_register_size'],
  ['QOF disease prevalence by practice, 2013/14', 'practicecode', 'disease_register_size'],
  [
    'the House of Commons Library’s patients by practice and age',
    'PRACTICE_CODE',
    'TOTAL',
    '65OV%',
  ],
  ['NHS Payments to General Practice', 'Practice Code', 'Global Sum', 'Contract Type'],
  [
    'monthly A&E attendances and emergency admissions by provider',
    'Org Code',
    'A&E attendances Type 1',
  ],
  [
    'A&E attendances by provider, 2016 to 2019',
    'org_code',
    'attendances',
    'breaches',
    'admissions',
  ],
  [
    'referral to treatment waiting times, incomplete pathways by provider',
    'Provider Code',
    'Treatment Function Code',
    'Total number of incomplete pathways',
  ],
  ['referral to treatment waiting times, the full extract', 'RTT Part Type', 'Provider Org Code'],
  ['diagnostics waiting times (DM01)', 'Provider Code', 'Number waiting 6+ Weeks'],
  [
    'the coverage of appointments in general practice',
    'SUB_ICB_LOCATION_CODE',
    'Included Practices',
  ],
  ['appointments in general practice', 'COUNT_OF_APPOINTMENTS', 'APPT_MODE'],
  ['Fingertips indicator data', 'Indicator ID', 'Area Code', 'Lower CI 95.0 limit'],
  ['Fingertips deprivation by practice', 'IndicatorID', 'AreaCode', 'Value'],
  ['the list of areas of Fingertips', 'AreaCode', 'HierarchyType', 'AreaTypeCode'],
  ['deprivation by small area', 'LSOA_CODE', 'IMD_OVERALL'],
  ['deprivation (IMD) by practice or network', 'imd_score', 'imd_decile'],
  ['the PCN workforce, by person', 'STAFF_ROLE', 'FTE', 'UNIQUE_IDENTIFIER'],
  ['the general practice workforce', 'prac_code', 'prac_name', 'gp_source'],
  [
    'the general practice workforce, one line for each measure',
    'prac_code',
    'staff_group',
    'measure',
  ],
  ['BNF code information', 'BNF Chapter', 'BNF Presentation Code'],
  ['BNF code information', 'BNF_CHAPTER', 'BNF_PRESENTATION_CODE'],
  ['average daily quantities (ADQ)', 'BNF Code', 'ADQ Value'],
  ['the Drug Tariff, part VIIIA', 'Medicine', 'Pack size', 'Drug Tariff Category'],
  ['price concessions', 'Name', 'Pack Size', 'Price Pence'],
  ['oral morphine equivalents', 'vpi', 'ome'],
  ['antibiotic prescribing by practice', 'practice_code', 'antibiotic_items'],
  ['prescribing units (ASTRO-PU and STAR-PU)', 'ASTRO PU 2013'],
  ['successions of commissioners', 'CCG Code', 'ICB Code'],
  ['clinical commissioning groups of 2013', 'CCG13CD', 'CCG13NM'],
  ['area teams of 2013', 'NHSAT13CD', 'NHSAT13NM'],
  ['primary care organisations of 2012', 'PCO12CD', 'PCO12NM'],
  ['strategic health authorities of 2012', 'SHA12CD', 'SHA12NM'],
  [
    'practices of one county, assembled from several sources',
    'practice_code',
    'ods_status_2026',
    'list_2013_q2',
  ],
]

const bnfCode = /^[0-9][0-9A-Z]{8,14}$/
const changedCode = /^[0-9][0-9A-Z]{3,15}$/
const postcode = /^[A-Z]{1,2}[0-9][0-9A-Z]? *[0-9][A-Z]{2}$/

/** Files without a header: a test that most of their lines pass. */
const byShape: readonly (readonly [title: string, test: (line: readonly string[]) => boolean])[] = [
  [
    'a list of BNF code changes',
    (line) =>
      line.length === 2 &&
      changedCode.test(line[0] ?? '') &&
      (changedCode.test(line[1] ?? '') || /^(None|REMOVED)$/.test(line[1] ?? '')),
  ],
  [
    'branch surgeries (ebranchs)',
    (line) => line.length === 27 && /^[A-Z][0-9]{8}$/.test(line[0] ?? ''),
  ],
  [
    'commissioners or authorities (eccg, eauth)',
    (line) => line.length === 27 && /^([0-9]{2}[A-Z]|[AQ-Z][0-9]{2}|[A-Z])$/.test(line[0] ?? ''),
  ],
  [
    'the ONS postcode file (gridall)',
    (line) => line.length > 30 && postcode.test(line[0] ?? '') && postcode.test(line[1] ?? ''),
  ],
  [
    'Drug Tariff categories',
    (line) => line.length === 4 && bnfCode.test(line[1] ?? '') && /^[A-Z]$/.test(line[2] ?? ''),
  ],
  ['price concessions', (line) => line.length === 3 && line[2]?.startsWith('£') === true],
]

const plain = (name: string): string => name.toLowerCase().replaceAll(/\s/g, '')

/** What a published file is that Steward does not use yet; null where it is none that it knows. */
export const knownButUnused = (openings: readonly Opening[]): string | null => {
  for (const { lines } of openings) {
    for (const line of lines.slice(0, 5)) {
      const names = new Set(line.map(plain))
      const found = byHeader.find(([, ...marks]) => marks.every((mark) => names.has(plain(mark))))
      if (found) return found[0]
    }
    const data = lines.filter((line) => line.join('') !== '' && !line[0]?.startsWith('#'))
    for (const [title, test] of byShape) {
      const fitting = data.filter(test).length
      if (fitting > 0 && fitting * 10 >= data.length * 9) return title
    }
  }
  return null
}
