// Makes a deployment have the partners that a folder has.

import { ORIGIN } from '../sources/article-file.ts'
import { located } from '../sources/yaml.ts'
import { ApiError, type Client } from './client.ts'
import type { ListedPartner } from './client-partners.ts'
import { type FolderContent, writeProblem } from './folder.ts'
import type { SourcePartner } from './folder-partners.ts'
import { issueOf } from './sender.ts'
import type { FileProblem } from './source-article.ts'

/** What became of the partners of a folder. */
export interface PartnersOutcome {
  created: number
  updated: number
  unchanged: number
  removed: number
  /** Files that are not published. */
  problems: FileProblem[]
  /** Things that the folder's owner should know. */
  warnings: string[]
}

/**
 * Publishes the partners that have changed. One that is refused does not hold up the others.
 *
 * @param prune whether partners go, and their keys, whose files are gone; none goes whose file cannot
 *   be read
 * @throws {ApiError} when the deployment refuses more than single files
 */
export async function publishPartners(
  { path: folder, partners: { partners, problems, held }, publication }: FolderContent,
  client: Client,
  prune: boolean,
): Promise<PartnersOutcome> {
  const outcome: PartnersOutcome = {
    created: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    problems: [...problems],
    warnings: [],
  }
  const known = await listed(partners, client)
  if (known instanceof ApiError) {
    const { message } = known
    outcome.problems.push(...partners.map(({ file }) => ({ file, line: 1, key: '', message })))
    return outcome
  }
  const sections = new Set(publication.sections.map((section) => section.id))
  for (const each of partners) {
    const { id } = each.partner
    if (isSame(known.get(id), each, sections)) outcome.unchanged += 1
    else await publishPartner(each, folder, client, outcome)
  }
  const kept = new Set(partners.map(({ partner }) => partner.id))
  const gone = [...known.values()]
    .map(({ partner }) => partner)
    .filter(({ id, origin }) => origin === ORIGIN && !kept.has(id) && !held.has(id))
  for (const { id } of gone) {
    if (prune) {
      await client.deletePartner(id)
      outcome.removed += 1
    } else outcome.warnings.push(`the partner ${id} has no file here, and stays one: ${PRUNE}`)
  }
  return outcome
}

const PRUNE = '`sync --prune` takes it out with its keys'

/**
 * The partners that the deployment has, by their ids; its refusal where the token may not ask for
 * them, or the deployment is older than partners. A folder without any is published as ever.
 */
async function listed(
  partners: SourcePartner[],
  client: Client,
): Promise<Map<string, ListedPartner> | ApiError> {
  try {
    return await client.partners()
  } catch (error) {
    if (!(error instanceof ApiError) || ![403, 404].includes(error.status)) throw error
    return partners.length === 0 ? new Map<string, ListedPartner>() : error
  }
}

/** A partner whose section has gone is no longer what it was: the deployment says so. */
function isSame(
  known: ListedPartner | undefined,
  { partner }: SourcePartner,
  sections: ReadonlySet<string>,
): boolean {
  const isWhole = partner.sections.every((section) => sections.has(section))
  return isWhole && JSON.stringify(known?.partner) === JSON.stringify(partner)
}

async function publishPartner(
  { file, partner, lineOf }: SourcePartner,
  folder: string,
  client: Client,
  outcome: PartnersOutcome,
): Promise<void> {
  try {
    const { change, notes } = await client.putPartner(partner)
    outcome[change] += 1
    const issues = notes.map(({ field, detail }) => ({ path: field.split('.'), message: detail }))
    for (const issue of located(issues, lineOf)) {
      outcome.warnings.push(writeProblem(folder, { file, ...issue }))
    }
  } catch (error) {
    if (!(error instanceof ApiError) || error.errors.length === 0) throw error
    const issues = located(error.errors.map(issueOf), lineOf)
    outcome.problems.push(...issues.map((issue) => ({ file, ...issue })))
  }
}
