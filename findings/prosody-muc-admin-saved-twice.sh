#!/bin/sh
# Prosody 0.12.3 (Debian bookworm): what one muc#admin set writes to the store of a persistent room.
# Expected: a changed affiliation is written down once.
# Seen: it is written twice, each time all of the room (its entry among the persistent rooms, who is in it, its configuration): set_affiliation()
# saves a persistent room, and the handler of muc#admin saves it again before it answers. On SQL each of these is a transaction,
# and its commit waits for the disk.
set -eu
folder=$(mktemp -d)
prosody=
trap '[ -z "$prosody" ] || { kill "$prosody"; wait "$prosody" || true; }; rm -rf "$folder"' EXIT
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
plugin_paths = { "$folder/plugins" }
storage = "counted"
modules_enabled = { "disco" }
modules_disabled = { "s2s", "c2s", "http", "tls", "saslauth" }
component_ports = { $port }
component_interfaces = { "127.0.0.1" }
VirtualHost "localhost"
Component "rooms.localhost" "muc"
Component "owner.localhost"
  component_secret = "only-here"
CFG
mkdir plugins
cat >plugins/mod_storage_counted.lua <<'LUA'
-- Keeps everything in memory, and notes each write.
local kept = {};
local driver = {};
function driver:open(store, kind)
	if kind and kind ~= "keyval" then return nil, "unsupported-store"; end
	kept[store] = kept[store] or {};
	return {
		get = function (_, user) return kept[store][user or ""]; end;
		set = function (_, user, data)
			local log = io.open(os.getenv("WRITES"), "a");
			log:write(store, "\n");
			log:close();
			kept[store][user or ""] = data;
			return true;
		end;
	};
end
function driver:purge() return true; end
module:provides("storage", driver);
LUA
lib=$(dirname "$(find root/usr/lib -path '*/lua/5.4/lfs.so')")
libs=$(find root/usr/lib -maxdepth 2 -name 'libicu*' -o -maxdepth 2 -name 'liblua5.4.so*' | xargs -n1 dirname | sort -u | head -1)
mkdir -p data
sed "s,/usr/lib/prosody,$folder/root/usr/lib/prosody,; s,/etc/prosody,$folder," root/usr/bin/prosody >run.lua
WRITES="$folder/writes" \
LD_LIBRARY_PATH="$folder/$libs" \
LUA_PATH_5_4="$folder/root/usr/share/lua/5.4/?.lua;$folder/root/usr/share/lua/5.4/?/init.lua" \
LUA_CPATH_5_4="$folder/$lib/?.so" \
  root/usr/bin/lua5.4 run.lua --config prosody.cfg.lua -F >start.log 2>&1 &
prosody=$!

cat >try.mjs <<'JS'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
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
await say(iq('set', 'form', `<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field><field var='muc#roomconfig_persistentroom'><value>1</value></field></x></query>`), /id=['"]form/)
const written = () => (existsSync('writes') ? readFileSync('writes', 'utf8').trim().split('\n') : [])
const before = written().length
await say(iq('set', 'give', admin(`<item affiliation='member' jid='anna@localhost'/>`)), /id=['"]give[^]*(\/>|<\/iq>)/)
console.log(`one affiliation, answered; written meanwhile: ${written().slice(before).join(' ')}`)
process.exit(0)
JS
tries=0
until node -e "require('net').connect($port, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"; do
  tries=$((tries + 1))
  [ "$tries" -lt 40 ] || { cat start.log prosody.log; exit 1; }
  sleep 0.25
done
timeout 30 node try.mjs "$port" | tee seen
grep -q '^one affiliation, answered; written meanwhile: persistent state config persistent state config$' seen
