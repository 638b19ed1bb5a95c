import { defineConfig, type Plugin } from 'vite'
import { leanStrophe } from './lean-strophe.ts'

/**
 * The builds of one folder:
 *   vite build                 frame.html, chat.html, demo/*.html and their hashed assets (served under /widget/assets/)
 *   vite build --mode loader   widget.js, one classic script without dependencies
 *   vite build --mode watch    watch.js, one module without dependencies
 *   vite build --mode status   status.js, the same for pages that show who is there
 *   vite build --mode screens  dev/screens.html alone, for its test
 */
const input = ['frame.html', 'chat.html', 'demo/index.html', 'demo/cart.html']

/** What everybody needs first is one file: smaller files of the same code weigh more together. */
const whole = {
  name: 'boot',
  test: /node_modules\/preact\/|preload-helper|src\/chat\/(boot|page|shell|model|view|keep|words\/(index|en\b)|wire\/(http|id))/,
}

/** The wire is split off so that the form is there sooner; it is fetched meanwhile, not after it. */
const app = {
  base: '/widget/',
  build: {
    emptyOutDir: true,
    modulePreload: false,
    target: 'es2022',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      input,
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      output: { codeSplitting: { groups: [whole] } },
    },
  },
}

const loader = {
  build: {
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    lib: {
      entry: 'src/loader/main.ts',
      name: 'parlorLoader',
      formats: ['iife'],
      fileName: () => 'widget.js',
    },
  },
} as const

const module = (name: string) =>
  ({
    build: {
      emptyOutDir: false,
      target: 'es2022',
      cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
      lib: { entry: `src/${name}/main.ts`, formats: ['es'], fileName: () => `${name}.js` },
    },
  }) as const

/** What `test/browser/widget-screens.test.ts` looks at. */
const screens = { ...app, build: { ...app.build, rolldownOptions: { input: ['dev/screens.html'] } } }

/** The folder of this file, whatever the working directory. */
const root = new URL('.', import.meta.url).pathname

/** One import() of one chunk needs no helper that looks for its style sheets. */
const plainImport: Plugin = {
  name: 'plain-import',
  enforce: 'pre',
  load: (id) =>
    id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : undefined,
}

export default defineConfig(({ mode }) => ({
  root,
  publicDir: false,
  json: { namedExports: false },
  plugins: [leanStrophe(), plainImport],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  ...({ loader, watch: module('watch'), status: module('status'), screens }[mode] ?? app),
}))
