import type { Column, Layout } from '../engine/layout.ts'
import { decimal, organisationCode, practiceCode, text } from '../engine/parsers.ts'

const persons = decimal(18, 6)
const degrees = decimal(9, 6)

const weighted = (field: string, ...from: string[]): Column => ({ field, from, parser: persons })

/**
 * Practice weighted populations of NHS England's place-based allocation tool. The years differ in
 * the names of their columns; the year itself is in the name of the file only, and the files of
 * 2023/24 and 2024/25 still call their population "pop 2022/23".
 */
const need: Layout = {
  id: 'need',
  version: 1,
  feed: 'need',
  title: 'Place-based allocation tool, practice weighted populations',
  kind: 'csv',
  header: 'first line',
  marks: ['Practice_Code', 'G&A WP', 'Prescr WP', 'Final WP'],
  columns: [
    { field: 'practice', from: ['Practice_Code'], parser: practiceCode, filled: true },
    { field: 'name', from: ['GP_Practice_Name'], parser: text(200) },
    { field: 'postcode', from: ['Practice_Postcode'], parser: text(10) },
    { field: 'latitude', from: ['Latitude'], parser: degrees },
    { field: 'longitude', from: ['Longitude'], parser: degrees },
    { field: 'ccg', from: ['CCG', 'CCG21'], parser: organisationCode, optional: true },
    { field: 'sub_icb', from: ['LOC', 'LOC22'], parser: organisationCode, optional: true },
    { field: 'icb', from: ['ICB', 'ICS22'], parser: organisationCode, optional: true },
    { field: 'population', from: ['Population', 'pop 2022/23'], parser: persons, filled: true },
    weighted('general_acute', 'G&A WP'),
    weighted('community', 'CS WP'),
    weighted('mental_health', 'MH WP'),
    weighted('maternity', 'Mat WP'),
    weighted('health_inequalities', 'Health Ineq WP'),
    weighted('prescribing', 'Prescr WP'),
    weighted('final', 'Final WP'),
    { ...weighted('primary_medical', 'Primary Medical Care WP'), optional: true },
    { ...weighted('final_primary_medical', 'Final PMC WP'), optional: true },
  ],
  key: ['practice'],
  period: { by: 'year' },
}

export const needLayouts: readonly Layout[] = [need]
