// khulasa id: which files have no identity of their own, and giving it to them.

import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { withId } from '../sources/article-file.ts'
import { Folder, writeProblem } from './folder.ts'
import { readText } from './source-article.ts'

interface Options {
  write?: boolean
}

export function addId(program: Command): void {
  program
    .command('id')
    .description(
      'list the files that have no id; with --write, put the one they have now into them',
    )
    .argument('[folder]', 'folder with publication.yaml and articles', 'articles')
    .option('--write', 'write ids into the files')
    .action(id)
}

async function id(folderPath: string, options: Options): Promise<void> {
  const folder = new Folder(folderPath)
  const { articles, problems } = await folder.read()
  for (const { file, id: own, idFromPath } of articles) {
    if (!idFromPath) continue
    if (options.write) await write(path.join(folderPath, file), own)
    console.log(`${path.join(folderPath, file)}: ${own}`)
  }
  for (const problem of problems) console.error(writeProblem(folderPath, problem))
  if (problems.length > 0) process.exitCode = 1
}

// Beside it and then in its place, so that no moment finds half a file.
async function write(file: string, articleId: string): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.khulasa`)
  await writeFile(beside, withId(readText(file), articleId))
  await rename(beside, file)
}
