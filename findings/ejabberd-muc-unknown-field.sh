#!/bin/sh
# ejabberd 23.01 (Debian bookworm): a room configuration with one field that this server does not know, and an invitation through
# the room with something beside it.
# Expected: what is not known is ignored and the rest is set (as Prosody does); what stands beside an invitation reaches
# whom it is for, or the sender hears that it does not.
# Seen: the whole configuration is refused with bad-request, the valid fields too. The invitation arrives without what stood
# beside it, and with a body that the server has made.
set -eu
folder=$(mktemp -d)
ejabberd=
trap '[ -z "$ejabberd" ] || kill "$ejabberd" || true; rm -rf "$folder"' EXIT
cd "$folder"
apt-get update -q >/dev/null 2>&1
needed=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances ejabberd=23.01-1 |
  grep -E '^(erlang-[a-z0-9-]+|libyaml-0-2|libexpat1)$' | sort -u)
apt-get download -q ejabberd=23.01-1 $needed >/dev/null 2>&1
for deb in *.deb; do dpkg -x "$deb" root; done
dpkg-deb -f ejabberd_*.deb Version | sed 's/^/ejabberd /'

port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })")
cat >ejabberd.yml <<CFG
hosts: [localhost]
loglevel: warning
listen: [{ port: $port, ip: "127.0.0.1", module: ejabberd_service, hosts: { owner.localhost: { password: only-here } } }]
s2s_access: none
modules: { mod_muc: { host: rooms.localhost } }
CFG
erlang="$folder/root/usr/lib/erlang"
tools=$(ls -d "$erlang"/erts-*/bin)
ROOTDIR="$erlang" BINDIR="$tools" EMU=beam PROGNAME=erl HOME="$folder" \
LD_LIBRARY_PATH="$(find "$folder/root/usr/lib" -maxdepth 2 -name 'libyaml*' | xargs -n1 dirname | sort -u | head -1)" \
ERL_LIBS="$(ls -d "$folder"/root/usr/lib/*-linux-gnu | head -1)" \
EJABBERD_CONFIG_PATH="$folder/ejabberd.yml" EJABBERD_LOG_PATH="$folder/ejabberd.log" \
  "$tools/erlexec" -noinput -mnesia dir "\"$folder/mnesia\"" -s ejabberd >start.log 2>&1 &
ejabberd=$!

cat >try.mjs <<'JS'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
const line = connect(Number(process.argv[2]), '127.0.0.1')
let heard = ''
line.setEncoding('utf8').on('data', (text) => { heard += text })
/** Sends, and returns what was heard until the pattern fits. */
const say = (text, pattern) => new Promise((resolve) => {
  heard = ''
  line.write(text)
  const timer = setInterval(() => { if (pattern.test(heard)) { clearInterval(timer); resolve(heard) } }, 20)
})
const OWNER = `from='host@owner.localhost/desk'`
const ROOM = 'tea@rooms.localhost'
const CONFIG = 'http://jabber.org/protocol/muc#roomconfig'
const set = (id, ...names) => say(
  `<iq type='set' id='${id}' ${OWNER} to='${ROOM}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>
   <field var='FORM_TYPE'><value>${CONFIG}</value></field>
   ${names.map((name) => `<field var='${name}'><value>1</value></field>`).join('')}</x></query></iq>`,
  new RegExp(`id=['"]${id}[^]*(/>|</iq>)`))
const outcome = (answer) => /<(bad-request|not-acceptable)/.exec(answer)?.[1] ?? /<iq[^>]*type=['"](\w+)/.exec(answer)?.[1]

const opened = await say(
  `<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='owner.localhost'>`, /<stream:stream[^>]*>/)
const id = /<stream:stream[^>]*\bid=['"]([^'"]+)/.exec(opened)[1]
await say(`<handshake>${createHash('sha1').update(`${id}only-here`).digest('hex')}</handshake>`, /<handshake\s*\/>/)
await say(`<presence ${OWNER} to='${ROOM}/Host'><x xmlns='http://jabber.org/protocol/muc'/></presence>`, /code=['"]110/)
const both = outcome(await set('both', 'muc#roomconfig_membersonly', 'muc#roomconfig_enablearchiving'))
const one = outcome(await set('one', 'muc#roomconfig_membersonly'))
console.log(`with a field that it does not know: ${both}; without it: ${one}`)
const invited = await say(
  `<message ${OWNER} to='${ROOM}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='guest@owner.localhost'/></x>
   <about xmlns='urn:example'>tea</about></message>`, /<invite[^]*<\/message>/)
console.log(`the invitation has what stood beside it: ${invited.includes('urn:example')}; a body: ${/<body/.test(invited)}`)
process.exit(0)
JS
tries=0
until node -e "require('net').connect($port, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"; do
  tries=$((tries + 1))
  [ "$tries" -lt 80 ] || { cat start.log; exit 1; }
  sleep 0.25
done
timeout 30 node try.mjs "$port" | tee seen
grep -q '^with a field that it does not know: bad-request; without it: result$' seen
grep -q '^the invitation has what stood beside it: false; a body: true$' seen
