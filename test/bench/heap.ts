// What an isolate holds, asked of workerd by the protocol of its inspector.

import { once } from 'node:events'
import { z } from 'zod'

const targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.url() }))
const usage = z.object({ usedSize: z.number(), backingStorageSize: z.number() })
// workerd does not always say a result.
const reply = z.object({ id: z.number(), result: z.unknown().optional() })

/**
 * Bytes that the isolate of a worker holds once its garbage is collected: objects, and the buffers
 * that they own. This is what a limit of memory is a limit of.
 *
 * @param inspector where workerd takes inspectors
 */
export async function heldBytes(inspector: URL, worker: string): Promise<number> {
  const listed = await fetch(new URL('/json', `http://${inspector.host}`))
  const found = targets.parse(await listed.json()).find(({ id }) => id.endsWith(`:${worker}`))
  if (!found) throw new Error(`workerd has no worker ${worker} to inspect`)
  const socket = new WebSocket(found.webSocketDebuggerUrl)
  await once(socket, 'open')
  try {
    // It collects the garbage first; HeapProfiler.collectGarbage, which would do, gets no answer.
    await call(socket, 1, 'HeapProfiler.takeHeapSnapshot')
    const { usedSize, backingStorageSize } = usage.parse(
      await call(socket, 2, 'Runtime.getHeapUsage'),
    )
    return usedSize + backingStorageSize
  } finally {
    socket.close()
  }
}

function call(socket: WebSocket, id: number, method: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  socket.addEventListener('close', () => reject(new Error(`workerd ended before ${method}`)))
  const hear = ({ data }: MessageEvent) => {
    const answer = reply.safeParse(JSON.parse(String(data)))
    if (!answer.success || answer.data.id !== id) return
    socket.removeEventListener('message', hear)
    resolve(answer.data.result)
  }
  socket.addEventListener('message', hear)
  socket.send(JSON.stringify({ id, method }))
  return promise
}
