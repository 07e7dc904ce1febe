import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// What needs processes and files runs in Node, and so does the checker, which is a command and never
// in the worker; everything else runs in workerd, where the code runs.
const inNode = [
  'test/check/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/house.test.ts',
  'test/library.test.ts',
  'test/readme.test.ts',
  'test/rules.test.ts',
]
// What the library is made of runs in Node too: `Intl` is not the same in both.
const inBoth = ['test/text/**/*.test.ts', 'test/feed/**/*.test.ts']
// What needs a browser has a command of its own: npm run test:browser.
const inBrowser = 'test/browser/**/*.test.ts'
// What needs a WordPress site that runs: .ci/wordpress.
const inWordPress = 'test/wordpress/**/*.test.ts'

// A test shows what is true, not how fast: machines are busy at times.
const PATIENCE = 30_000

export default defineConfig({
  test: {
    // By default it leaves a core idle.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                PUBLISH_TOKEN: 'known-to-the-tests-only',
                MIGRATIONS: await readD1Migrations('src/store/migrations'),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: ['test/**/*.test.ts'],
          exclude: [...inNode, inBrowser, inWordPress],
          setupFiles: ['test/migrate.ts'],
          testTimeout: PATIENCE,
          // An isolate a file would load and migrate everything again, for five seconds of each. The
          // app keeps nothing beside its own memory, and `openNewsroom` begins with an empty store.
          isolate: false,
        },
      },
      {
        test: {
          name: 'node',
          include: inNode,
          testTimeout: 4 * PATIENCE,
          // Services start in them, each with a build and a database.
          hookTimeout: 6 * PATIENCE,
        },
      },
      { test: { name: 'library', include: inBoth, testTimeout: PATIENCE, isolate: false } },
      {
        test: {
          name: 'browser',
          include: [inBrowser],
          // A picture is no snapshot that vitest could keep.
          env: { UPDATE: process.argv.includes('-u') ? '1' : '' },
        },
      },
      {
        test: {
          name: 'wordpress',
          include: [inWordPress],
          // There is one site, and what one file does there the other would hear.
          fileParallelism: false,
          testTimeout: 2 * PATIENCE,
          hookTimeout: 2 * PATIENCE,
        },
      },
    ],
  },
})
