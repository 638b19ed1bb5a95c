/**
 * COMPAT: what Gajim, at least up to 1.8, does not understand of what others do. It says who it is in its presence (XEP-0115).
 *
 * - A contact whose presence comes without a resource looks offline, with nothing to read (`BareContact` in
 *   `common/modules/contacts.py`): the workgroup shows itself from the resource Desk too.
 * - A table (XEP-0004 §3.4) at the end of a command stops its dialog (`FormGrid` in `gtk/dataform.py`): the note says
 *   the same in words.
 */
import type { Element } from 'ltx'
import { parseCaps } from './caps.ts'

export const isGajim = (presence: Element): boolean =>
  /^https?:\/\/gajim\.org/.test(parseCaps(presence)?.node ?? '')
