/** A page of a website that is watched, as `watch.js` keeps one open. */
import { Watched } from './people/watched.ts'

export interface Told {
  readonly is: string
  readonly visitor?: string
  readonly invitation?: string
  readonly by?: string
  readonly workgroup?: string
}

export class SitePage {
  readonly told = new Watched<Told>('the page', (one) => JSON.stringify(one))
  readonly #here = new AbortController()

  private constructor(readonly http: string) {}

  static async open(
    http: string,
    about: object = {},
    headers: Record<string, string> = {},
  ): Promise<SitePage> {
    const page = new SitePage(http)
    const answer = await page.#post(
      '/api/presence',
      { site: 'demo', workgroup: 'support', ...about },
      headers,
    )
    if (!answer.ok || !answer.body) throw new Error(`not watched: ${answer.status} ${await answer.text()}`)
    void page.#listen(answer.body).catch(() => {})
    return page
  }

  /** The event that fits. */
  hears(is: string): Promise<Told> {
    return this.told.until((one) => one.is === is, `"${is}"`)
  }

  async invitation(): Promise<string> {
    return (await this.hears('invited')).invitation ?? ''
  }

  async decline(): Promise<number> {
    return (await this.#post('/api/decline', { invitation: await this.invitation() })).status
  }

  leave(): void {
    this.#here.abort()
  }

  #post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(path, this.http), {
      ...{ method: 'POST', body: JSON.stringify(body), signal: this.#here.signal },
      headers: { 'content-type': 'application/json', origin: new URL(this.http).origin, ...headers },
    })
  }

  async #listen(body: ReadableStream<BufferSource>): Promise<void> {
    let rest = ''
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + text).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events)
        if (event.startsWith('data: ')) this.told.add(JSON.parse(event.slice('data: '.length)) as Told)
    }
  }
}
