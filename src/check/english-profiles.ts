// What the checker says in English of feeds for partners.

import { isolated, type ProfileWords, quoted } from './words.ts'

export const englishProfiles: ProfileWords = {
  about: {
    'profile-format': 'The document is of a form that the partner reads.',
    'profile-missing': 'What the partner requires is there.',
    'profile-forbidden': 'What the partner forbids is not there.',
    'profile-value': 'Where the partner knows some words only, one of them stands.',
    'profile-title': 'Titles are as long as the partner takes them.',
    'profile-image': 'Images are as wide as the partner wants them.',
    'profile-items': 'There are as many items as the partner wants, and no more than it reads.',
    'profile-size': 'The document is no larger than what the partner reads.',
    'profile-age': 'No item is older than what the partner takes.',
    'profile-language': 'All items are in the language of the feed, where the partner wants one.',
    'profile-campaign': 'Links have no campaign parameters, where the partner wants none.',
    'profile-address': 'No key stands in the address, where the partner rejects one.',
    'profile-dates': 'The dates of an item stay as they are while the item does.',
  },
  findings: {
    'profile-format': ({ profile, form }) => [
      `${profile} does not read this`,
      `give it what it reads: ${form}`,
    ],
    'profile-missing': ({ profile, element, parent }) => [
      `${parent} has no ${element}`,
      `add it: ${profile} asks for it`,
    ],
    'profile-forbidden': ({ profile, element }) => [
      `${element} is there`,
      `leave it out: ${profile} does not take it`,
    ],
    'profile-value': ({ profile, element, value, known }) => [
      `${element} is "${quoted(value)}"`,
      `write one of these, which ${profile} knows: ${known}`,
    ],
    'profile-title': ({ profile, title, length, fewest, most }) => [
      `the title "${quoted(title)}" has ${length} characters`,
      `${profile} takes titles of ${fewest} to ${most}`,
    ],
    'profile-image': ({ profile, width, fewest }) => [
      width === undefined ? 'the image does not say its width' : `the image is ${width} px wide`,
      `${profile} takes images of ${fewest} px and more${width === undefined ? ': say it' : ''}`,
    ],
    'profile-items': ({ profile, count, limit }) => [
      `the feed has ${count} items`,
      count < limit ? `${profile} wants at least ${limit}` : `${profile} reads ${limit} at most`,
    ],
    'profile-size': ({ profile, bytes, megabytes }) => [
      `the document has ${bytes} bytes`,
      `${profile} reads ${megabytes} MB at most: leave old items out, or shorten the texts`,
    ],
    'profile-age': ({ profile, date, hours }) => [
      `the item is of ${isolated(date)}`,
      `leave it out: ${profile} takes none that is older than ${hours} hours`,
    ],
    'profile-language': ({ profile, language, feed }) => [
      `the item is in ${isolated(language)}, and the feed in ${isolated(feed)}`,
      `give it a feed of its own: ${profile} wants one language in each`,
    ],
    'profile-campaign': ({ profile, address }) => [
      `the link has campaign parameters: "${quoted(address)}"`,
      `leave them out: ${profile} wants none`,
    ],
    'profile-address': ({ profile }) => [
      'a key stands in the address of the feed',
      `use HTTP Basic: ${profile} rejects such an address`,
    ],
    'profile-dates': ({ profile, element, id }) => [
      `${element} of "${quoted(id)}" was another a second ago, and the item was not`,
      `let it change with the item only: ${profile} stops to read a feed whose dates move`,
    ],
  },
}
