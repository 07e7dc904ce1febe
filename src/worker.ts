// What the platform calls.

import { createApp } from './app.ts'
import { createSchedule } from './schedule.ts'

const clock = () => Date.now()
const outside = (address: string, init: RequestInit) => fetch(address, init)

const app = createApp(clock, outside)
const schedule = createSchedule(clock, outside)

export default {
  fetch: app.fetch,
  scheduled: (_, bindings) => schedule(bindings),
} satisfies ExportedHandler<Parameters<typeof schedule>[0]>
