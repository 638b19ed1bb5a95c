import { randomBytes } from 'node:crypto'
import type { CaseId } from '../core/types.ts'
import type { Store } from './types.ts'

/** Without letters and digits that look alike. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** Short enough to say aloud; one that is taken is drawn again. */
export async function newCaseId(store: Pick<Store, 'caseById'>): Promise<CaseId> {
  const id = [...randomBytes(8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return (await store.caseById(id)) ? newCaseId(store) : id
}
