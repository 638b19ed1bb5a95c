/**
 * The hosted page (V2, V4) as it leaves the server: named, in a language, and with what helps where scripts are off. All
 * else is the widget's own.
 */
import { escapeXML } from 'ltx'
import { describe } from '../opening/describe.ts'
import { logoOf, type Place } from './look.ts'
import { isRightToLeft, languageOf, wordsFor } from './words/index.ts'

export function hostedPage(built: string, place: Place, wanted: string): string {
  const language = languageOf(wanted, languageOf(place.site.language))
  const title = escapeXML(`${place.site.name} ${place.workgroup.name}`)
  return built
    .replace(
      '<html lang="en"',
      () => `<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}"`,
    )
    .replace(/<title>.*?<\/title>/, () => `<title>${title}</title>`)
    .replace('</body>', () => `<noscript>${withoutScripts(title, place, language)}</noscript></body>`)
}

function withoutScripts(title: string, { site, workgroup }: Place, language: string): string {
  const words = wordsFor(language)
  const { about, mail, phone, home } = site
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.hours, workgroup.hours && escapeXML(describe(workgroup.hours, language))],
    [words.mail, mail && link(`mailto:${mail}`, mail)],
    [words.phone, phone && link(`tel:${phone.replace(/[^\d+]/g, '')}`, phone)],
  ]
  const rows = facts.flatMap(([name, text]) => (text ? [`<dt>${escapeXML(name)}</dt><dd>${text}</dd>`] : []))
  return [
    `<main class="panel screen">${logoIn(site)}<h1>${title}</h1>`,
    about ? `<p>${escapeXML(about)}</p>` : '',
    `<p>${escapeXML(words.noScript)}</p><dl>${rows.join('')}</dl>`,
    home ? `<p>${link(home, words.home)}</p>` : '',
    '</main>',
  ].join('')
}

const logoIn = (site: Place['site']): string =>
  site.logo ? `<img class="logo" src="${logoOf(site)}" alt="">` : ''

const link = (address: string, text: string): string =>
  `<a href="${escapeXML(address)}">${escapeXML(text)}</a>`
