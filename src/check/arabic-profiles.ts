// What the checker says in Arabic of feeds for partners.

import { code, type ProfileWords, quoted } from './words.ts'

export const arabicProfiles: ProfileWords = {
  about: {
    'profile-format': 'الوثيقة بصيغة يقرؤها الشريك.',
    'profile-missing': 'كل ما يشترطه الشريك موجود.',
    'profile-forbidden': 'لا وجود لما يمنعه الشريك.',
    'profile-value': 'حيث لا يعرف الشريك إلا كلمات معدودة، تُستعمل واحدة منها.',
    'profile-title': 'طول العناوين في حدود ما يقبله الشريك.',
    'profile-image': 'عرض الصور لا يقل عما يطلبه الشريك.',
    'profile-items': 'عدد المواد لا يقل عما يطلبه الشريك ولا يزيد على ما يقرؤه.',
    'profile-size': 'حجم الوثيقة لا يزيد على ما يقرؤه الشريك.',
    'profile-age': 'لا مادة أقدم مما يقبله الشريك.',
    'profile-language': 'كل المواد بلغة الخلاصة، حيث يطلب الشريك لغة واحدة.',
    'profile-campaign': 'لا معاملات حملات في الروابط، حيث لا يريدها الشريك.',
    'profile-address': 'لا مفتاح في رابط الخلاصة، حيث يرفضه الشريك.',
    'profile-dates': 'لا تتغير تواريخ المادة ما لم تتغير المادة.',
  },
  findings: {
    'profile-format': ({ profile, form }) => [
      `لا يقرأ ${code(profile)} هذه الوثيقة`,
      `أعطه ما يقرؤه: ${code(form)}`,
    ],
    'profile-missing': ({ profile, element, parent }) => [
      `لا يوجد ${code(element)} في ${code(parent)}`,
      `أضفه؛ فإن ${code(profile)} يطلبه`,
    ],
    'profile-forbidden': ({ profile, element }) => [
      `${code(element)} موجود`,
      `احذفه؛ فإن ${code(profile)} لا يقبله`,
    ],
    'profile-value': ({ profile, element, value, known }) => [
      `قيمة ${code(element)} هي «${quoted(value)}»`,
      `اكتب إحدى القيم التي يعرفها ${code(profile)}: ${code(known)}`,
    ],
    'profile-title': ({ profile, title, length, fewest, most }) => [
      `طول العنوان «${quoted(title)}» بالمحارف: ${length}`,
      `يقبل ${code(profile)} العناوين من ${fewest} إلى ${most}`,
    ],
    'profile-image': ({ profile, width, fewest }) => [
      width === undefined ? 'لا تعلن الصورة عرضها' : `عرض الصورة بالبكسل: ${width}`,
      `أقل عرض يقبله ${code(profile)} هو ${fewest}${width === undefined ? '؛ أعلنه' : ''}`,
    ],
    'profile-items': ({ profile, count, limit }) => [
      `عدد المواد في الخلاصة: ${count}`,
      count < limit
        ? `أقل عدد يطلبه ${code(profile)} هو ${limit}`
        : `أكبر عدد يقرؤه ${code(profile)} هو ${limit}`,
    ],
    'profile-size': ({ profile, bytes, megabytes }) => [
      `حجم الوثيقة بالبايت: ${bytes}`,
      `أكبر حجم يقرؤه ${code(profile)} هو ${code(`${megabytes} MB`)}؛ احذف المواد القديمة أو اختصر النصوص`,
    ],
    'profile-age': ({ profile, date, hours }) => [
      `تاريخ المادة ${code(date)}`,
      `احذفها؛ فإن ${code(profile)} لا يقبل ما مضى عليه أكثر من ${hours} ساعة`,
    ],
    'profile-language': ({ profile, language, feed }) => [
      `لغة المادة ${code(language)}، ولغة الخلاصة ${code(feed)}`,
      `ضعها في خلاصة خاصة بلغتها؛ فإن ${code(profile)} يطلب لغة واحدة في كل خلاصة`,
    ],
    'profile-campaign': ({ profile, address }) => [
      `في الرابط معاملات حملة: «${quoted(address)}»`,
      `احذفها؛ فإن ${code(profile)} لا يريدها`,
    ],
    'profile-address': ({ profile }) => [
      'في رابط الخلاصة مفتاح',
      `استعمل ${code('HTTP Basic')}؛ فإن ${code(profile)} يرفض مثل هذا الرابط`,
    ],
    'profile-dates': ({ profile, element, id }) => [
      `تغيّر ${code(element)} للمادة «${quoted(id)}» في ثانية، والمادة لم تتغير`,
      `لا تغيّره إلا بتغير المادة؛ فإن ${code(profile)} يكف عن قراءة خلاصة تتحرك تواريخها`,
    ],
  },
}
