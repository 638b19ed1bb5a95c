/** The script's element on the page, what it says, and what stands for the widget there. */
const script = document.currentScript as HTMLScriptElement
export const { attributes } = script
export const set = script.dataset
export const { origin } = new URL(script.src)
export const who = `?site=${set.site}&workgroup=${set.workgroup ?? ''}`

export const make = <K extends keyof HTMLElementTagNameMap>(name: K) => document.createElement(name)

export const host = make('div')
export const shadow = host.attachShadow({ mode: 'open' })
export const root = document.documentElement
