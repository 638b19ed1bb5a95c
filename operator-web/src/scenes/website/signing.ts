/** How a website's server signs what visitors should not be able to make up: the same files that are tested. */
import node from '../../../../widget/signing/sign.mjs?raw'
import php from '../../../../widget/signing/sign.php?raw'
import python from '../../../../widget/signing/sign.py?raw'
import ruby from '../../../../widget/signing/sign.rb?raw'

/** Without the lines that try it out in a shell. */
const essence = (file: string): string => file.split(/\n+(?:\/\/|#) (?:node|php|python3|ruby) /)[0] ?? file

export const SIGNING: Readonly<Record<string, string>> = {
  Node: essence(node),
  PHP: essence(php),
  Python: essence(python),
  Ruby: essence(ruby),
}
