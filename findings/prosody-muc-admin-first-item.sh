#!/bin/sh
# Prosody 0.12.3 (Debian bookworm): one muc#admin set with several items.
# Expected (XEP-0045 section 9.5, modifying the member list): every item of the list is applied, or the set is refused.
# Seen: the first item is applied, the others are dropped, and the answer is a plain result. Whoever sends a list of members
# is told that all of them are members.
set -eu
folder=$(mktemp -d)
prosody=
trap '[ -z "$prosody" ] || kill "$prosody" || true; rm -rf "$folder"' EXIT
cd "$folder"
apt-get update -q >/dev/null 2>&1
apt-get download -q prosody=0.12.3-1+deb12u1 lua5.4 liblua5.4-0 lua-expat lua-filesystem lua-sec lua-socket libicu72 >/dev/null 2>&1
for deb in *.deb; do dpkg -x "$deb" root; done
dpkg-deb -f prosody_*.deb Version | sed 's/^/prosody /'

port=$(node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })")
cat >prosody.cfg.lua <<CFG
run_as_root = true
pidfile = "$folder/prosody.pid"
data_path = "$folder/data"
log = { warn = "$folder/prosody.log" }
network_backend = "select"
modules_enabled = { "disco" }
modules_disabled = { "s2s", "c2s", "http", "tls", "saslauth" }
component_ports = { $port }
component_interfaces = { "127.0.0.1" }
VirtualHost "localhost"
Component "rooms.localhost" "muc"
Component "owner.localhost"
  component_secret = "only-here"
CFG
lib=$(dirname "$(find root/usr/lib -path '*/lua/5.4/lfs.so')")
libs=$(find root/usr/lib -maxdepth 2 -name 'libicu*' -o -maxdepth 2 -name 'liblua5.4.so*' | xargs -n1 dirname | sort -u | head -1)
mkdir -p data
sed "s,/usr/lib/prosody,$folder/root/usr/lib/prosody,; s,/etc/prosody,$folder," root/usr/bin/prosody >run.lua
LD_LIBRARY_PATH="$folder/$libs" \
LUA_PATH_5_4="$folder/root/usr/share/lua/5.4/?.lua;$folder/root/usr/share/lua/5.4/?/init.lua" \
LUA_CPATH_5_4="$folder/$lib/?.so" \
  root/usr/bin/lua5.4 run.lua --config prosody.cfg.lua -F >start.log 2>&1 &
prosody=$!

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
const iq = (type, id, payload) => `<iq type='${type}' id='${id}' ${OWNER} to='${ROOM}'>${payload}</iq>`
const admin = (items) => `<query xmlns='http://jabber.org/protocol/muc#admin'>${items}</query>`

const opened = await say(
  `<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='owner.localhost'>`, /<stream:stream[^>]*>/)
const id = /<stream:stream[^>]*\bid=['"]([^'"]+)/.exec(opened)[1]
await say(`<handshake>${createHash('sha1').update(`${id}only-here`).digest('hex')}</handshake>`, /<handshake\s*\/>/)
await say(`<presence ${OWNER} to='${ROOM}/Host'><x xmlns='http://jabber.org/protocol/muc'/></presence>`, /code=['"]110/)
await say(iq('set', 'form', `<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>`), /id=['"]form/)
const names = ['anna', 'ben', 'carol']
const answer = await say(
  iq('set', 'give', admin(names.map((name) => `<item affiliation='member' jid='${name}@localhost'/>`).join(''))), /id=['"]give[^]*(\/>|<\/iq>)/)
const list = await say(iq('get', 'list', admin(`<item affiliation='member'/>`)), /id=['"]list[^]*<\/iq>/)
const type = /<iq[^>]*type=['"](\w+)/.exec(answer)[1]
const members = names.filter((name) => list.includes(`${name}@localhost`))
console.log(`sent ${names.length} members, answered ${type}, members are: ${members.join(' ') || 'none'}`)
process.exit(0)
JS
tries=0
until node -e "require('net').connect($port, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"; do
  tries=$((tries + 1))
  [ "$tries" -lt 40 ] || { cat start.log prosody.log; exit 1; }
  sleep 0.25
done
timeout 30 node try.mjs "$port" | tee seen
grep -q '^sent 3 members, answered result, members are: anna$' seen
