import type { Month } from '../../core/month.ts'
import type { Books, Directory } from './books.ts'
import type { RulePack } from './rules.ts'

/** All that pricing one month depends on beside the records themselves. */
export type PricingContext = { month: Month; pack: RulePack; books: Books; directory: Directory }
