/** `npm run example`: writes component/parlor.example.yaml. */
import { writeFileSync } from 'node:fs'
import { manual } from './manual.ts'

const target = new URL('../../parlor.example.yaml', import.meta.url)
writeFileSync(target, manual())
console.log(`written: ${target.pathname}`)
