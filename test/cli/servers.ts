// Servers of a test, on ports that the system chooses.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const open: Server[] = []

/** Begins a server; its address, without a slash at the end. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Ends all of them. */
export function closeServers(): void {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
}
