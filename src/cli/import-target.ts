// Where imported articles go.

import type { FoundPublication, FoundSection, Imported } from '../sources/imported.ts'
import type { Change } from './import-report.ts'

/** A place that articles are put into; what becomes of each is in its report. */
export interface Target {
  /**
   * Looks what is there, and changes nothing.
   *
   * @returns in words, what `begin` will make
   */
  prepare: (publication: FoundPublication, sections: FoundSection[]) => Promise<string[]>
  /** Makes what the articles need: a publication, its sections. */
  begin: () => Promise<void>
  /** The article as it will be there, and what putting it there would change. */
  compare: (item: Imported) => Promise<{ item: Imported; change: Change }>
  put: (item: Imported, change: Change) => Promise<void>
  /** Puts what waits. */
  finish: () => Promise<void>
  /** Has it kept what the report says, also of an import that broke off or had no article. */
  record: () => Promise<void>
}

/** For a trial run that nobody said a target of: everything is new. */
export class Nowhere implements Target {
  async prepare(_: FoundPublication, sections: FoundSection[]): Promise<string[]> {
    if (sections.length === 0) return []
    return [`sections: ${sections.map(({ name }) => name).join('، ')}`]
  }

  async begin(): Promise<void> {}

  async compare(item: Imported): Promise<{ item: Imported; change: Change }> {
    return { item, change: 'imported' }
  }

  async put(): Promise<void> {}

  async finish(): Promise<void> {}

  async record(): Promise<void> {}
}
