/** Sources whose definitions or tables are re-expressed in `definitions`, with their commit, licence and notice. */
const sources: readonly (readonly [name: string, at: string, what: string, notice: string])[] = [
  [
    'The-Strategy-Unit/nhp_data',
    'cff9dde878359ee56671b588ded35cbcc09a5921',
    'rules and tables of opportunities',
    'MIT, Copyright (c) 2024 NHS England',
  ],
  [
    'The-Strategy-Unit/nhp_sql',
    'f60257af65441c9d724432f29b024b9db8620d00',
    'withdrawn rules, frailty points, day procedures',
    'MIT, Copyright (c) 2024 The Strategy Unit',
  ],
  [
    'The-Strategy-Unit/tpma-explorer',
    '667565365e1db8ad53df3aabd4fa672956dd0d5f',
    'codes and expert shares of opportunities',
    'MIT, Copyright (c) 2025 The Strategy Unit',
  ],
  [
    'The-Strategy-Unit/nhp_model',
    '0daacc3edbc1775e741e15927aba1f339b220956',
    'what the catch-all rules of stays leave to nearer ones',
    'MIT, The Strategy Unit',
  ],
  [
    'MattStammers/hdruk_avoidable_admissions_collaboration_docs',
    'ba539ad4561aba92cb3f4489fb63a13e55062500',
    'the wider list of ambulatory care sensitive conditions, of Purdy and others 2009',
    'MIT, Copyright (c) 2022 Matt Stammers',
  ],
  [
    'nhsengland/ESA_Avoidable_ED_Attendances',
    '5a694c2',
    'attendances that are not urgent',
    'MIT, Copyright (c) 2022 NHS England & NHS Improvement; documents OGL 3.0',
  ],
  [
    'bennettoxford/openprescribing',
    '5839302',
    'prescribing measures and their semantics',
    'MIT, Copyright (c) Ben Goldacre',
  ],
]

const licence = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions: The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

/** The notices of data and rules that Steward re-expresses in its own words and layout. */
export const dataNotices = (): string =>
  [
    '## Rules and tables',
    '',
    'Re-expressed in our own words and layout; no file of theirs is in this repository.',
    '',
    '| Source | Commit | What | Notice |',
    '| --- | --- | --- | --- |',
    ...sources.map((row) => `| ${row.join(' | ')} |`),
    '',
    'The MIT licence of these sources:',
    '',
    ...licence.split('\n').map((line) => `> ${line}`),
    '',
    'Contains public sector information licensed under the Open Government Licence v3.0: Public Health England, Alcohol-attributable',
    'fractions for England (2020), and indicator 22401 of the Public Health Outcomes Framework; NHS Digital, ambulatory care sensitive',
    'conditions (archived) and the disease registers of the Quality and Outcomes Framework; NHS England, national tariff workbooks and the',
    'documents of avoidable attendances; NHS Business Services Authority, English prescribing data, changes of BNF codes 2010 to 2026, and',
    'average daily quantities of April 2016; Health and Social Care Information Centre, ASTRO-PU and STAR-PU weights of 2013.',
    'ICD-10 is copyright of the World Health Organization; OPCS-4 and HRG4+ are Crown copyright; SNOMED CT identifiers are used under the',
    'free licence for the United Kingdom.',
    '',
  ].join('\n')
