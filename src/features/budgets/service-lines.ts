export * from '../service-lines/service-lines.ts'
