#!/bin/sh
# strophe.js 5.0.0: send() without a connection.
# Expected: the stanza is refused by a return value or an event, or kept until there is a connection.
# Seen: send() throws a TypeError out of the library, so every caller has to know whether the line is up.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent strophe.js@5.0.0 ws@8.23.0 @xmldom/xmldom@0.9.12
cat >try.mjs <<'JS'
import { createRequire } from 'node:module'
const { Strophe, $msg } = await import('strophe.js').then((it) => it.default ?? it)
console.log('strophe.js', createRequire(import.meta.url)('strophe.js/package.json').version)
const connection = new Strophe.Connection('ws://127.0.0.1:9/')
try {
  connection.send($msg({ to: 'anna@localhost', type: 'chat' }).c('body').t('hello'))
  console.log('send() returned')
} catch (error) {
  console.log(`send() threw ${error.name}: ${error.message}`)
}
process.exit(0)
JS
node try.mjs | tee seen
grep -q '^send() threw' seen
