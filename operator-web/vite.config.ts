import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** What is fetched when somebody goes there: sections, languages, calls. */
const LATER = /operator-web\/src\/(scenes\/\w+\/|words\/\w+\.json)|widget\/src\/shared\/call\//

export default defineConfig({
  base: '/operator/',
  plugins: [react()],
  build: {
    target: 'es2022',
    // Everything comes from our own origin as a file: the policy allows neither inline code nor data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // All that is loaded first is one file: in a dozen pieces it is a tenth more when compressed.
        codeSplitting: { groups: [{ name: 'desk', test: (id) => !LATER.test(id) && !/\.css$/.test(id) }] },
      },
    },
  },
})
