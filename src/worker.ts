// What the platform calls.

import { createApp } from './app.ts'

export default createApp(
  () => Date.now(),
  (address, init) => fetch(address, init),
)
