// khulasa check: what is wrong with a feed, ours or anyone's.

import { createReadStream } from 'node:fs'
import { type Command, Option } from 'commander'
import { PROFILE_NAMES, type ProfileName } from '../article/partner.ts'
import { checkBytes, checkDelivery } from '../check/check.ts'
import type { Delivery } from '../check/delivery.ts'
import { type Finding, RULES, SEVERITIES } from '../check/finding.ts'
import { LANGUAGES, type MessageLanguage, say } from '../check/messages.ts'
import { checkProfileBytes, checkProfileDelivery } from '../check/profile.ts'
import type { Words } from '../check/words.ts'
import { CommandError, isSystemError } from './command-error.ts'
import { masked, poll, withoutKey } from './fetch-feed.ts'
import { bytesOf } from './limited.ts'
import { Progress } from './progress.ts'

interface Options {
  json?: boolean
  lang: MessageLanguage
  profile?: ProfileName
  rules?: boolean
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('report what is wrong with feeds: RSS, Atom or JSON Feed, files or addresses')
    .argument('[feeds...]', 'addresses (https://…) and files')
    .option('--json', 'report as JSON')
    .addOption(
      new Option('--lang <language>', 'language of the report')
        .choices(Object.keys(LANGUAGES))
        .default('en'),
    )
    .addOption(
      new Option('--profile <name>', 'check feeds for a partner of this profile').choices(
        PROFILE_NAMES,
      ),
    )
    .option('--rules', 'list the rules')
    // 1 says that there are findings.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(check)
}

async function check(targets: string[], options: Options): Promise<void> {
  const words = LANGUAGES[options.lang]
  if (options.rules) {
    console.log(rules(words))
    return
  }
  if (targets.length === 0) throw new CommandError(words.nothingToCheck, 2)
  const { reports, problems } = await checkAll(targets, words, judgeOf(options.profile))
  const all = reports.flatMap((report) => entries(report, words))
  if (options.json) console.log(JSON.stringify(all, undefined, 2))
  else {
    for (const each of all) console.log(written(each, words))
    if (reports.length > 0) console.log(words.summary(reports.length, all.length))
  }
  for (const problem of problems) console.error(problem.message)
  if (problems.length > 0) process.exitCode = 2
  else if (all.length > 0) process.exitCode = 1
}

interface Judge {
  bytes: (bytes: Uint8Array) => Finding[]
  delivery: (delivery: Delivery) => Finding[]
}

/** A feed is held against the profile of a partner, or as a feed alone. */
function judgeOf(profile: ProfileName | undefined): Judge {
  if (!profile) return { bytes: checkBytes, delivery: checkDelivery }
  const now = Date.now()
  return {
    bytes: (bytes) => checkProfileBytes(bytes, profile, now),
    delivery: (delivery) => checkProfileDelivery(delivery, profile, now),
  }
}

interface Report {
  file: string
  findings: Finding[]
}

async function checkAll(targets: string[], words: Words, judge: Judge) {
  // Where nobody watches, a clean feed is one line and nothing else.
  const progress = process.stderr.isTTY ? new Progress('check', targets.length) : undefined
  const reports: Report[] = []
  const problems: CommandError[] = []
  for (const file of targets) {
    try {
      reports.push({ file: withoutKey(file).shown, findings: await checkOne(file, words, judge) })
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      problems.push(error)
    }
    progress?.advance(1)
  }
  progress?.stop()
  return { reports, problems }
}

async function checkOne(target: string, words: Words, judge: Judge): Promise<Finding[]> {
  if (/^https?:\/\//i.test(target)) return judge.delivery(await poll(target, words))
  try {
    return judge.bytes(await bytesOf(createReadStream(target), target, words))
  } catch (error) {
    if (error instanceof CommandError) throw error
    if (isSystemError(error, 'EISDIR')) throw new CommandError(words.isFolder(target), 2)
    if (isSystemError(error, 'ENOENT')) throw new CommandError(words.noSuchFile(target), 2)
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new CommandError(words.notReachable(target, String(error.code)), 2)
  }
}

function entries({ file, findings }: Report, words: Words) {
  return findings.map((found) => {
    const { rule, at, severity } = found
    const [message, advice] = say(found, words)
    return { file, ...at, rule, severity, message: masked(message), advice: masked(advice) }
  })
}

function written(entry: ReturnType<typeof entries>[number], { between }: Words): string {
  const { file, line, column, rule, message, advice } = entry
  return `${file}:${line}:${column}: ${rule}: ${message}${between}${advice}`
}

function rules({ about, severities }: Words): string {
  return RULES.map((rule) => `${rule} (${severities[SEVERITIES[rule]]}): ${about[rule]}`).join('\n')
}
