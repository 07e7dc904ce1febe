import type { Bindings } from '../../../src/http/environment.ts'

declare const worker: {
  fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response>
}
export default worker
