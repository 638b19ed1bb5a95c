import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/operator/',
  plugins: [react()],
  build: {
    target: 'es2022',
    // Everything comes from our own origin as a file: the policy allows neither inline code nor data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
