// Newsrooms whose pages a browser shows: the sample articles, in the publication of another
// language.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Ended, newProject, type Project, type Service } from '../cli/project.ts'

const ARTICLES = path.resolve(import.meta.dirname, '../../articles')

/** What another publication says in place of the sample. */
type Changes = Record<'title' | 'description' | 'language', string>

export const PUBLICATIONS = {
  ar: undefined,
  fr: {
    title: 'L’Événement',
    description: 'L’actualité du Maroc et du monde arabe, par une rédaction indépendante.',
    language: 'fr-MA',
  },
  he: {
    title: 'האירוע',
    description: 'חדשות מרוקו והעולם הערבי, ממערכת עצמאית בקזבלנקה.',
    language: 'he',
  },
} satisfies Record<string, Changes | undefined>

export type Language = keyof typeof PUBLICATIONS

/** A newsroom that is open. */
export interface Served {
  address: string
  /** Its first key. */
  token: string
  /** Runs `khulasa` to its end, over this newsroom. */
  run: (parameters: string[]) => Promise<Ended>
  close: () => Promise<void>
}

/** Serves a publication in this language. */
export async function serve(language: Language): Promise<Served> {
  const changes = PUBLICATIONS[language]
  const articles = changes && (await folderWith(changes))
  const project: Project = await newProject(articles)
  const service: Service = await project.start()
  return {
    address: service.address.replace(/\/$/, ''),
    token: await tokenOf(project),
    run: (parameters) => project.run(parameters, { PORT: new URL(service.address).port }),
    close: async () => {
      await service.stop()
      await project.remove()
      if (articles) await rm(articles, { recursive: true, force: true })
    },
  }
}

async function tokenOf(project: Project): Promise<string> {
  const variables = await readFile(path.join(project.path, '.dev.vars'), 'utf8')
  return /^PUBLISH_TOKEN="?([^"\n]+)/m.exec(variables)?.[1] ?? ''
}

async function folderWith(changes: Changes): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-articles-'))
  await cp(ARTICLES, folder, { recursive: true })
  const file = path.join(folder, 'publication.yaml')
  let yaml = await readFile(file, 'utf8')
  for (const [key, value] of Object.entries(changes)) {
    yaml = yaml.replace(new RegExp(`^${key}: .*$`, 'm'), () => `${key}: ${value}`)
  }
  await writeFile(file, yaml)
  return folder
}
