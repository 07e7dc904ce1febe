import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// What needs processes and files runs in Node, everything else in workerd, where the code runs.
const inNode = ['test/cli/**/*.test.ts', 'test/house.test.ts']

export default defineConfig({
  test: {
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
          exclude: inNode,
          setupFiles: ['test/migrate.ts'],
        },
      },
      { test: { name: 'node', include: inNode, testTimeout: 60_000 } },
    ],
  },
})
