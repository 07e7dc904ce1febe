// The words of the operator's page, in Arabic, French and English.

import type { ArticleCounts } from '../store/overview.ts'

export interface StatusWords {
  status: string
  articles: string
  states: Record<keyof ArticleCounts, string>
  polls: string
  /** What the numbers are of. */
  pollsAre: string
  noPolls: string
  /** Names of the two parts of a bar. */
  changed: string
  unchanged: string
  reader: string
  count: string
  subscribers: string
  conditional: string
  byDay: string
  browser: string
  other: string
  partners: string
  partnersAre: string
  partner: string
  bytes: string
  lastPoll: string
  clients: string
  feeds: string
  feedsAre: string
  feed: string
  lastChange: string
  size: string
  syncs: string
  syncsAre: string
  noSyncs: string
  lastRun: string
  source: string
  created: string
  updated: string
  same: string
  removed: string
  refused: string
  problemsOf: string
  writes: string
  writesAre: string
  when: string
  who: string
  what: string
  whichOne: string
}

const ENGLISH: StatusWords = {
  status: 'Status',
  articles: 'Articles',
  states: {
    public: 'Public',
    scheduled: 'Scheduled',
    unlisted: 'Not for syndication',
    withheld: 'Withheld',
    killed: 'Killed',
    deleted: 'Deleted',
  },
  polls: 'Who polls',
  pollsAre:
    'Polls that reached this service in the last 30 days (UTC), up to a quarter of an hour late.',
  noPolls: 'Nobody has polled a feed yet.',
  changed: 'with a document',
  unchanged: 'heard “nothing new” (304)',
  reader: 'Reader',
  count: 'Polls',
  subscribers: 'Subscribers, as it says',
  conditional: 'Asked for changes only',
  byDay: 'By day',
  browser: 'Browsers',
  other: 'Others',
  partners: 'Partners',
  partnersAre:
    'How they poll, in the last 30 days (UTC), up to a quarter of an hour late: the first hundred of them, by their ids. GET /api/partners/ID/usage says more of each.',
  partner: 'Partner',
  bytes: 'Sent',
  lastPoll: 'Last poll',
  clients: 'With',
  feeds: 'Feeds',
  feedsAre: 'Those that changed last.',
  feed: 'Feed',
  lastChange: 'Last change',
  size: 'Articles in it',
  syncs: 'Last syncs',
  syncsAre: 'The last run of each source, in articles; of what was wrong, the first 50 problems.',
  noSyncs: 'No sync or import has ended yet.',
  lastRun: 'last run',
  source: 'Source',
  created: 'New',
  updated: 'Changed',
  same: 'Unchanged',
  removed: 'Removed',
  refused: 'Not published',
  problemsOf: 'Problems of',
  writes: 'Last writes',
  writesAre: 'From the audit record: what a sync or a program changed, and who.',
  when: 'When',
  who: 'Who',
  what: 'What',
  whichOne: 'Of what',
}

const WORDS: Record<string, StatusWords> = {
  ar: {
    status: 'الحالة',
    articles: 'المقالات',
    states: {
      public: 'منشورة',
      scheduled: 'مؤجلة',
      unlisted: 'ليست للتوزيع',
      withheld: 'محجوبة',
      killed: 'ملغاة',
      deleted: 'محذوفة',
    },
    polls: 'من يستطلع الخلاصات',
    pollsAre: 'الطلبات التي بلغت هذه الخدمة في آخر 30 يوما (بالتوقيت العالمي)، وقد تتأخر ربع ساعة.',
    noPolls: 'لم يطلب أحد خلاصة بعد.',
    changed: 'أُجيبت بخلاصة',
    unchanged: 'أُجيبت بأن لا جديد (304)',
    reader: 'القارئ',
    count: 'الطلبات',
    subscribers: 'المشتركون كما يقول',
    conditional: 'يطلب الجديد وحده',
    byDay: 'بحسب اليوم',
    browser: 'المتصفحات',
    other: 'غيرها',
    partners: 'الشركاء',
    partnersAre:
      'طلباتهم في آخر 30 يوما (بالتوقيت العالمي)، وقد تتأخر ربع ساعة: أول مئة منهم بحسب معرّفاتهم. وفي GET /api/partners/ID/usage تفصيل كل منهم.',
    partner: 'الشريك',
    bytes: 'ما أُرسل',
    lastPoll: 'آخر طلب',
    clients: 'بماذا',
    feeds: 'الخلاصات',
    feedsAre: 'آخر ما تغير منها.',
    feed: 'الخلاصة',
    lastChange: 'آخر تغيير',
    size: 'ما فيها من مقالات',
    syncs: 'آخر المزامنات',
    syncsAre: 'آخر تشغيل لكل مصدر، بعدد المقالات، ومن الأخطاء أول 50.',
    noSyncs: 'لم تنته مزامنة أو استيراد بعد.',
    lastRun: 'آخر تشغيل',
    source: 'المصدر',
    created: 'جديدة',
    updated: 'متغيرة',
    same: 'بلا تغيير',
    removed: 'مزالة',
    refused: 'لم تنشر',
    problemsOf: 'أخطاء المصدر',
    writes: 'آخر ما كُتب',
    writesAre: 'من سجل التدقيق: ما غيرته المزامنة أو غيرها، ومن غيره.',
    when: 'متى',
    who: 'من',
    what: 'ماذا',
    whichOne: 'في ماذا',
  },
  fr: {
    status: 'État',
    articles: 'Articles',
    states: {
      public: 'Publics',
      scheduled: 'Programmés',
      unlisted: 'Hors diffusion',
      withheld: 'Retenus',
      killed: 'Annulés',
      deleted: 'Supprimés',
    },
    polls: 'Qui interroge les flux',
    pollsAre:
      'Requêtes parvenues à ce service ces 30 derniers jours (UTC), avec au plus un quart d’heure de retard.',
    noPolls: 'Personne n’a encore demandé de flux.',
    changed: 'avec un document',
    unchanged: 'rien de nouveau (304)',
    reader: 'Lecteur',
    count: 'Requêtes',
    subscribers: 'Abonnés, selon lui',
    conditional: 'Ne demande que le nouveau',
    byDay: 'Par jour',
    browser: 'Navigateurs',
    other: 'Autres',
    partners: 'Partenaires',
    partnersAre:
      'Leurs requêtes ces 30 derniers jours (UTC), avec au plus un quart d’heure de retard : les cent premiers, par identifiant. GET /api/partners/ID/usage détaille chacun.',
    partner: 'Partenaire',
    bytes: 'Envoyé',
    lastPoll: 'Dernière requête',
    clients: 'Avec',
    feeds: 'Flux',
    feedsAre: 'Les derniers à avoir changé.',
    feed: 'Flux',
    lastChange: 'Dernier changement',
    size: 'Articles',
    syncs: 'Dernières synchronisations',
    syncsAre: 'La dernière exécution de chaque source, en articles ; des fautes, les 50 premières.',
    noSyncs: 'Aucune synchronisation ni importation ne s’est encore terminée.',
    lastRun: 'dernière exécution',
    source: 'Source',
    created: 'Nouveaux',
    updated: 'Modifiés',
    same: 'Inchangés',
    removed: 'Retirés',
    refused: 'Non publiés',
    problemsOf: 'Fautes signalées par',
    writes: 'Dernières écritures',
    writesAre:
      'Selon le journal d’audit : ce qu’une synchronisation ou un programme a changé, et qui.',
    when: 'Quand',
    who: 'Qui',
    what: 'Quoi',
    whichOne: 'De quoi',
  },
  en: ENGLISH,
}

/** The languages that there are words in, each by its primary subtag. */
export const STATUS_LANGUAGES = Object.keys(WORDS)

/** The words in one of the languages that there are; `undefined` for another. */
export function statusWordsIn(language: string): StatusWords | undefined {
  return Object.hasOwn(WORDS, language) ? WORDS[language] : undefined
}

/** The words where there are none in a language. */
export const ENGLISH_STATUS = ENGLISH
