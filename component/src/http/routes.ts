/** Every address the web server answers, in the order in which they are tried. */
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { backgroundOf } from './background.ts'
import { clientAddress, limitKey } from './client-address.ts'
import type { Http } from './context.ts'
import { getFaq } from './faq.ts'
import { postRating, postTranscript } from './farewell.ts'
import { passFile } from './files.ts'
import { commonHeaders, framedPage, ISOLATED, pagePolicy } from './headers.ts'
import { hostedPage } from './hosted-page.ts'
import { getLogo } from './logo.ts'
import { findPlace, findWorkgroup, look } from './look.ts'
import { buttonOf } from './look-button.ts'
import { messageOf } from './message.ts'
import { OPENMETRICS, openMetrics, ownMetrics } from './metrics.ts'
import { isAllowed } from './origins.ts'
import { PAGE_LIMIT, postDecline, postPresence } from './presence.ts'
import { doorsOf } from './problem-page.ts'
import { Problem, problemOf, sendProblem } from './problems.ts'
import { getStatus, subjects } from './status/index.ts'
import { type Caller, visit } from './visit.ts'
import { BODY_LIMIT, passBosh } from './xmpp-proxy.ts'

/** Anything may be asked from anywhere: public, and without cookies or credentials. */
const PUBLIC = { 'Access-Control-Allow-Origin': '*' }

export function makeApp(http: Http): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', 'strong')
  app.enable('strict routing')
  // The proxies' rules for a path are, too.
  app.enable('case sensitive routing')
  app.use(async (request, response, next) => next(await before(http, request, response)))

  const json = express.json({ limit: BODY_LIMIT, type: 'application/json' })
  const xml = express.raw({ limit: BODY_LIMIT, type: () => true })
  const get = (path: string, handler: (request: Request, response: Response) => unknown): void => {
    app.route(path).get(handler).all(wrongMethod('GET, HEAD'))
  }
  const post = (path: string, ...handlers: RequestHandler[]): void => {
    const cors: RequestHandler = (request, response, next) => next(allowOrigin(http, request, response))
    app.route(path).all(cors).options(preflight).post(handlers).all(wrongMethod('POST, OPTIONS'))
  }
  const postJson = (path: string, answer: (request: Request, response: Response) => unknown): void =>
    post(
      path,
      async (request, _, next) => next(await tooOften(http, request)),
      json,
      (request, response) => {
        if (!request.is('application/json')) throw new Problem('wrong-content-type')
        return answer(request, response)
      },
    )
  const newcomers = { '/api/visit': postVisit, '/api/message': postMessage }
  for (const [path, answer] of Object.entries(newcomers))
    postJson(path, async (request, response) => {
      await http.challenges.pass(request.body?.proof, http.config().http, http.clock.now())
      return answer(http, request, response)
    })
  const farewells = { '/api/rating': postRating, '/api/transcript': postTranscript }
  for (const [path, answer] of Object.entries(farewells))
    postJson(path, (request, response) => answer(request.body, http.workgroups, response))
  const small = express.json({ limit: PAGE_LIMIT, type: 'application/json' })
  post('/api/presence', small, (request, response) => postPresence(http, request, response))
  post('/api/decline', small, (request, response) => postDecline(http, request, response))
  post('/http-bind', xml, (request, response) => passBosh(http, request, response))
  get('/xmpp-websocket', () => {
    throw new Problem('upgrade-needed', undefined, { Upgrade: 'websocket', Connection: 'Upgrade' })
  })
  get('/api/look', (request, response) => getLook(http, request, response))
  get('/status/operator/:file', (request, response) => getStatus(http, subjects.operator, request, response))
  get('/status/:file', (request, response) => getStatus(http, subjects.workgroup, request, response))
  get('/faq/:file', (request, response) => getFaq(http, request, response))
  get('/healthz', (_, response) => getHealth(http, response))
  get('/metrics', (request, response) => getMetrics(http, request, response))
  // From the customer's pages: all but the first are modules, which browsers fetch with CORS.
  for (const script of ['widget.js', 'watch.js', 'status.js'])
    get(`/${script}`, (request, response) =>
      built(http.folders.widget.send(request, response, script, PUBLIC)),
    )
  get('/favicon.ico', (request, response) => getIcon(http, request, response))
  get('/logo/:site', (request, response) => getLogo(http, request, response))
  get('/widget/frame.html', (request, response) => getFrame(http, request, response))
  get('/widget/*path', async (request, response) => {
    const sent = await http.folders.widget.send(request, response, pathOf(request), ISOLATED)
    if (!sent) throw new Problem('no-such-page')
  })
  get('/chat/:workgroup', (request, response) => getHostedPage(http, request, response))
  get('/operator', (_, response) => response.redirect(308, '/operator/'))
  get('/operator/config.json', (_, response) => getDeskConfig(http, response))
  get('/operator/{*path}', (request, response) => getOperator(http, request, response))
  const file: RequestHandler = (request, response) => passFile(http, request, response)
  app.route('/file_share/{*path}').get(file).put(file).all(wrongMethod('GET, HEAD, PUT'))
  get('/{*path}', (request, response) => getDemo(http, request, response))
  app.use(wrongMethod('GET, HEAD'))
  app.use((error: unknown, request: Request, response: Response, _: NextFunction) =>
    onError(http, error, request, response),
  )
  return app
}

/** Headers, count and limit, for all. */
async function before(http: Http, request: Request, response: Response): Promise<Problem | undefined> {
  const config = http.config()
  response.set(commonHeaders(config))
  response.locals.doors = doorsOf(config)
  response.on('finish', () =>
    http.answers.set(response.statusCode, (http.answers.get(response.statusCode) ?? 0) + 1),
  )
  const key = limitKey(clientAddress(request, http.trusts))
  const wait = await http.requests.take(key, config.http.limits.requestsPerMinute)
  return wait > 0 ? new Problem('too-often', undefined, { 'Retry-After': String(wait) }) : undefined
}

/** A website of ours may ask from its own pages (CORS); what it is told is decided further on. */
function allowOrigin(http: Http, request: Request, response: Response): undefined {
  const { origin } = request.headers
  response.vary('Origin')
  if (origin !== undefined && isAllowed(origin, http.config()))
    response.set('Access-Control-Allow-Origin', origin)
}

function preflight(_: Request, response: Response): void {
  response.set({
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'Content-Type',
    'Access-Control-Max-Age': '600',
  })
  response.status(204).end()
}

async function tooOften(http: Http, request: Request): Promise<Problem | undefined> {
  const key = limitKey(clientAddress(request, http.trusts))
  const wait = await http.visits.take(key, http.config().http.limits.visitsPerMinute)
  return wait > 0 ? new Problem('too-often', undefined, { 'Retry-After': String(wait) }) : undefined
}

const wrongMethod = (allowed: string) => (): never => {
  throw new Problem('wrong-method', `Allowed: ${allowed}.`, { Allow: allowed })
}

/** The path below the first folder: `/widget/assets/boot-x.js` is `assets/boot-x.js`. */
const pathOf = ({ params }: Request): string => [params.path ?? []].flat().join('/')
const queryOf = ({ query }: Request, name: string): string =>
  typeof query[name] === 'string' ? query[name] : ''

async function built(sending: Promise<boolean>): Promise<void> {
  if (!(await sending)) throw new Problem('not-built')
}

function postVisit(http: Http, request: Request, response: Response): void {
  const answer = visit(request.body, http.config(), callerOf(http, request))
  response.set('Cache-Control', 'no-store').json(answer)
}

function callerOf(http: Http, request: Request): Caller {
  const address = clientAddress(request, http.trusts)
  return {
    origin: request.headers.origin,
    address,
    now: http.clock.now(),
    ticketKey: http.ticketKey,
    suspect: http.badSignatures.note,
    invitation: (token) => http.workgroups.siteVisitors?.standing(token),
    background: backgroundOf(http, request, address),
    watched: (key) => http.workgroups.siteVisitors?.of(key),
  }
}

async function postMessage(http: Http, request: Request, response: Response): Promise<void> {
  const input = messageOf(request.body, http.config(), callerOf(http, request))
  if (!http.workgroups.leaveMessage) throw new Problem('unavailable')
  const { id, number } = await http.workgroups.leaveMessage(input)
  response.status(201).set('Cache-Control', 'no-store').json({ case: id, number })
}

function getLook(http: Http, request: Request, response: Response): void {
  response.set(PUBLIC)
  const config = http.config()
  const place = findPlace(config, queryOf(request, 'site'), queryOf(request, 'workgroup'))
  response.set('Cache-Control', 'public, max-age=10')
  const viewer = { now: http.clock.now(), language: queryOf(request, 'language') || 'en' }
  const told = look(
    place,
    http.workgroups.availability(place.workgroup.jid),
    viewer,
    config.smtp !== undefined,
  )
  const host = queryOf(request, 'host')
  if (!host) {
    response.json(told)
    return
  }
  const button = buttonOf(host, place.site, viewer.language, config)
  http.workgroups.sawPage?.(place.site.id, host, button.allowed)
  response.json({ ...told, button })
}

function getHealth(http: Http, response: Response): void {
  const { ok, parts } = http.workgroups.health()
  response
    .set('Cache-Control', 'no-store')
    .status(ok ? 200 : 503)
    .json({ status: ok ? 'ok' : 'failing', parts })
}

async function getMetrics(http: Http, request: Request, response: Response): Promise<void> {
  const address = clientAddress(request, http.trusts)
  if (!http.mayReadMetrics(address))
    throw new Problem('forbidden', 'See http.metricsFor in the configuration.')
  const { workgroups } = http
  const text = await openMetrics([...workgroups.metrics(), ...ownMetrics(http)], workgroups.histograms?.())
  response.set({ 'Cache-Control': 'no-store', 'Content-Type': OPENMETRICS }).send(text)
}

/** Browsers ask for it by themselves. */
async function getIcon(http: Http, request: Request, response: Response): Promise<void> {
  if (!(await http.folders.operator.send(request, response, 'icon.svg'))) response.status(204).end()
}

/** The widget's frame: only the websites that embed it may show it. */
function getFrame(http: Http, request: Request, response: Response): Promise<void> {
  const config = http.config()
  const site = config.sites.get(queryOf(request, 'site'))
  const framedBy = ["'self'", ...(site?.origins ?? [])]
  return built(http.folders.widget.send(request, response, 'frame.html', framedPage(config, framedBy)))
}

/** By its workgroup, and where several sites have it by `?site=`. */
async function getHostedPage(http: Http, request: Request, response: Response): Promise<void> {
  const config = http.config()
  const { jid } = findWorkgroup(config, String(request.params.workgroup))
  const place = findPlace(config, queryOf(request, 'site'), jid)
  const page = await http.folders.widget.text('chat.html')
  if (page === undefined) throw new Problem('not-built')
  const sites = [...config.sites.values()].filter((site) => site.workgroups.includes(jid))
  const framedBy = ["'self'", ...new Set(sites.flatMap((site) => site.origins))]
  const wanted = queryOf(request, 'lang') || request.get('accept-language') || ''
  response.set(framedPage(config, framedBy)).vary('Accept-Language').type('html')
  response.send(hostedPage(page, place, wanted))
}

/** The free databases of places want to be named where what they say is shown. */
const CREDITS = [
  { file: /dbip/i, credit: { words: 'IP Geolocation by DB-IP', url: 'https://db-ip.com' } },
  { file: /geolite/i, credit: { words: 'GeoLite data by MaxMind', url: 'https://www.maxmind.com' } },
]

/** Where the desk belongs: `anna` means anna@domain, the workgroups are those of the component. */
function getDeskConfig(http: Http, response: Response): void {
  const { domain, xmpp, places } = http.config()
  const credit = CREDITS.find(({ file }) => places.some((one) => file.test(one)))?.credit
  const told = { domain, component: xmpp.component, websocket: '/xmpp-websocket', credit }
  response.set('Cache-Control', 'no-store').json(told)
}

/** A single-page application: what is no file is one of its views. */
async function getOperator(http: Http, request: Request, response: Response): Promise<void> {
  const headers = { 'Content-Security-Policy': pagePolicy(http.config(), []) }
  if (await http.folders.operator.send(request, response, pathOf(request), headers)) return
  // A script that is not there must not come as a page.
  if (request.accepts('html', 'js') !== 'html' || /\.(js|css|map)$/.test(request.path))
    throw new Problem('no-such-page')
  await built(
    http.folders.operator.send(request, response, 'index.html', { ...headers, 'Cache-Control': 'no-cache' }),
  )
}

/** The demo shop, as a customer's website would be. */
async function getDemo(http: Http, request: Request, response: Response): Promise<void> {
  const headers = { 'Content-Security-Policy': pagePolicy(http.config(), []), 'Cache-Control': 'no-cache' }
  const path = pathOf(request) || 'index.html'
  for (const candidate of [path, `${path}.html`]) {
    if (await http.folders.demo.send(request, response, candidate, headers)) return
  }
  throw new Problem(path === 'index.html' ? 'not-built' : 'no-such-page')
}

function onError(http: Http, error: unknown, { method, path }: Request, response: Response): void {
  const problem = problemOf(error)
  if (problem.status === 500)
    http.log.error({ err: error, method, path }, 'http: a request failed; it is answered with 500')
  if (response.headersSent) response.destroy()
  else sendProblem(response, problem)
}
