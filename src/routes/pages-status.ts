// The operator's page: what is published, who polls it, what changed last.

import { html } from 'hono/html'
import type { AuditEntry } from '../store/audit.ts'
import { type ArticleCounts, type FeedOverview, LARGEST_SIZE } from '../store/overview.ts'
import type { Polls, Subscribers } from '../store/polls.ts'
import type { FeedState } from '../store/selection.ts'
import type { Sync } from '../store/syncs.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { nameMarkup } from './pages-feeds.ts'
import { document, type Html, moment, type Page, pageOf } from './pages-page.ts'
import { type PartnerStatus, partnersPart } from './pages-status-partners.ts'
import { chart } from './status-chart.ts'
import { nameOfReader, part, share, sumOf, table, titleOfBar, written } from './status-parts.ts'
import { STATUS_LANGUAGES, type StatusWords } from './status-words.ts'

/** What the page shows. */
export interface Status extends PartnerStatus {
  state: FeedState
  articles: ArticleCounts
  feeds: FeedOverview[]
  syncs: Sync[]
  writes: AuditEntry[]
  polls: Polls[]
  subscribers: Omit<Subscribers, 'feed' | 'format'>[]
}

/** The page as HTML. */
export async function statusPage(page: Page, words: StatusWords, status: Status): Promise<string> {
  const { publication } = page
  return document(page, {
    title: `${words.status} — ${publication.title}`,
    description: words.status,
    path: 'status',
    languages: STATUS_LANGUAGES,
    state: status.state,
    alternates: [],
    body: html`<h1>${words.status}</h1>
      ${articlesPart(page, words, status)} ${pollsPart(page, words, status)}
      ${partnersPart(page, words, status)} ${feedsPart(page, words, status)} ${syncsPart(page, words, status)}
      ${writesPart(page, words, status)}`,
  })
}

function articlesPart(page: Page, words: StatusWords, { articles }: Status): Html {
  const states = Object.keys(words.states) as (keyof ArticleCounts)[]
  return part('articles', words.articles, [
    html`<dl class="counts">
      ${states.map(
        (state) => html`<div>
          <dt>${words.states[state]}</dt>
          <dd>${written(articles[state], page)}</dd>
        </div>`,
      )}
    </dl>`,
  ])
}

function pollsPart(page: Page, words: StatusWords, status: Status): Html {
  const { from, to, polls } = status
  if (polls.length === 0) return part('polls', words.polls, [html`<p>${words.noPolls}</p>`])
  const { direction } = page
  const all = sumOf(polls)
  const label = `${words.byDay}: ${written(all.polls, page)}; ${words.unchanged}: ${share(all.unchanged, all.polls, page)}`
  const titleOf = titleOfBar(page, words)
  const byReader = Map.groupBy(polls, ({ reader }) => reader)
  const readers = [...byReader].sort(([, a], [, b]) => sumOf(b).polls - sumOf(a).polls)
  const heads = [
    words.reader,
    words.subscribers,
    words.count,
    words.conditional,
    words.unchanged,
    words.byDay,
  ]
  return part('polls', words.polls, [
    html`<p>${words.pollsAre}</p>`,
    html`<figure class="by-day">
      ${chart({ from, to, polls, label, titleOf, direction }, 80)}
      <figcaption>
        <span class="key">${words.changed}</span>
        <span class="key unchanged">${words.unchanged}</span>
      </figcaption>
    </figure>`,
    table(
      words.polls,
      heads,
      readers.map(([reader, its]) => {
        const sum = sumOf(its)
        const name = nameOfReader(reader, words)
        return [
          html`<bdi>${name}</bdi>`,
          subscribersOf(reader, page, status),
          html`${written(sum.polls, page)}`,
          html`${share(sum.conditional, sum.polls, page)}`,
          html`${share(sum.unchanged, sum.polls, page)}`,
          chart({ from, to, polls: its, label: `${words.byDay}: ${name}`, titleOf, direction }, 24),
        ]
      }),
    ),
  ])
}

/** What a reader said on the last two days that it said something: the last may not be over. */
function subscribersOf(reader: string, page: Page, { subscribers }: Status): Html {
  const said = subscribers.filter((each) => each.reader === reader).slice(-2)
  if (said.length === 0) return html`—`
  return html`${written(Math.max(...said.map((each) => each.subscribers)), page)}`
}

function feedsPart(page: Page, words: StatusWords, { feeds }: Status): Html {
  return part('feeds', words.feeds, [
    html`<p>${words.feedsAre}</p>`,
    table(
      words.feeds,
      [words.feed, words.lastChange, words.size],
      feeds.map((feed) => [
        html`<a href="${pageOf(feed, page)}">${nameMarkup(feed, page)}</a>`,
        html`${moment(rfc3339(new Date(feed.changed)), page)}`,
        html`${feed.size === LARGEST_SIZE ? '≥ ' : ''}${written(feed.size, page)}`,
      ]),
    ),
  ])
}

function syncsPart(page: Page, words: StatusWords, { syncs }: Status): Html {
  if (syncs.length === 0) return part('syncs', words.syncs, [html`<p>${words.noSyncs}</p>`])
  const heads = [
    words.source,
    words.when,
    words.who,
    words.created,
    words.updated,
    words.same,
    words.removed,
    words.refused,
  ]
  return part('syncs', words.syncs, [
    html`<p>${words.syncsAre}</p>`,
    table(
      words.syncs,
      heads,
      syncs.map(({ origin, actor, moment: ended, ran, ...counts }) => [
        html`<code dir="ltr">${origin}</code>`,
        html`${moment(rfc3339(new Date(ended)), page)}${lastRun(ran, page, words)}`,
        html`<bdi>${actor}</bdi>`,
        ...[counts.created, counts.updated, counts.unchanged, counts.removed, counts.refused].map(
          (count) => html`${written(count, page)}`,
        ),
      ]),
    ),
    ...syncs.flatMap((sync) => problemsOf(sync, words)),
  ])
}

/** When a source that asks by the clock last did, and nothing was new. */
function lastRun(ran: number | undefined, page: Page, words: StatusWords): Html | '' {
  if (ran === undefined) return ''
  return html`<br />${words.lastRun}: ${moment(rfc3339(new Date(ran)), page)}`
}

/** What a source says is wrong, in whatever language it does. */
function problemsOf(sync: Sync, words: StatusWords): Html[] {
  const { origin, problems, stopped } = sync
  if (problems.length === 0 && stopped === undefined) return []
  return [
    html`<h3>${words.problemsOf} <code dir="ltr">${origin}</code></h3>
      <ul class="problems">
        ${stopped === undefined ? '' : html`<li dir="auto">${stopped}</li>`}
        ${problems.map(
          ({ place, detail }) =>
            html`<li dir="auto"><code dir="ltr">${place}</code>: <bdi>${detail}</bdi></li>`,
        )}
      </ul>`,
  ]
}

function writesPart(page: Page, words: StatusWords, { writes }: Status): Html {
  return part('writes', words.writes, [
    html`<p>${words.writesAre}</p>`,
    table(
      words.writes,
      [words.when, words.who, words.what, words.whichOne],
      writes.map((each) => [
        html`${moment(rfc3339(new Date(each.moment)), page)}`,
        html`<bdi>${each.actor}</bdi>`,
        html`<code dir="ltr">${each.action}</code>`,
        html`<bdi>${each.subject}</bdi>`,
      ]),
    ),
  ])
}
