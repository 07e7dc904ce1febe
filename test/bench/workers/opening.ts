// Has the runtime make the file of a database.

export default {
  async fetch(_: Request, { DB }: { DB: D1Database }): Promise<Response> {
    await DB.prepare('SELECT 1').run()
    return new Response('open')
  },
}
