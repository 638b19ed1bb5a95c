-- Parlor's XMPP server, for Prosody 0.12 and 13. Every value that differs between installations comes from the
-- environment, so this file is used as it is: by `npm start`, by the tests and in the container.
-- For a Prosody that runs already, see existing-server.md.
--
--   PARLOR_DOMAIN            D: operators' host; visitors.D, rooms.D, upload.D and support.D hang below it   localhost
--   PARLOR_COMPONENT_SECRET  what the component proves itself with (XEP-0114)                                (required)
--   PARLOR_DATA              directory for accounts, rooms and archives (below it: prosody/)                  var
--   PARLOR_BIND              address to listen on                                                             127.0.0.1
--   PARLOR_C2S_PORT          XMPP clients                                                                     5222
--   PARLOR_COMPONENT_PORT    the component                                                                    5347
--   PARLOR_XMPP_HTTP_PORT    WebSocket and BOSH, behind Parlor's web server or another proxy                  5280
--   PARLOR_PROXIES           addresses whose X-Forwarded-For is believed, separated by commas                 127.0.0.1,::1
--   PARLOR_CERTIFICATES      directory with D.crt and D.key; only with it TLS is offered, and then required (none)
--   PARLOR_FEDERATED         accounts on other servers that may work here, such as ben@other.example; needs    (none)
--                            PARLOR_CERTIFICATES, with a certificate for support.D and rooms.D too
--   PARLOR_S2S_PORT          other servers; only with PARLOR_FEDERATED                                        5269
--   PARLOR_PROSODY_MORE      directory of your own *.cfg.lua, read last; each begins with global options      (none)
--   PARLOR_TURN_HOST         host of a TURN server (coturn) for calls that find no direct way                  (none)
--   PARLOR_TURN_PORT         its port                                                                         3478
--   PARLOR_TURN_SECRET       what it shares with this server (coturn: static-auth-secret)                     (none)
--   PARLOR_URL               address of Parlor's web server, for links to uploaded files                      (none)
--   PARLOR_UPLOAD_MEGABYTES  largest file that anybody may send                                               10
--   PARLOR_UPLOAD_DAYS       days after which a file is gone                                                  30
--   PARLOR_UPLOAD_GIGABYTES  all files together; one more is refused                                          10
--   PARLOR_VISITOR_RATE      stanzas a second of one visitor, in the long run; who goes on all the same is cut off 4
--   PARLOR_VISITOR_SESSIONS  sessions of visitors at one address at once; not counted for loopback            200
--   PARLOR_LOGIN_PATIENCE    seconds in which whoever connects must have signed in                            60
--   PARLOR_ACCOUNT_CHECK     seconds after which a changed password or a removed account signs everybody out  60
--   PARLOR_XMPP_LOG          debug, info, warn or error; printed to standard output                           info

local lua = Lua or { os = os, debug = debug, tonumber = tonumber }; -- 13 keeps the language apart from the options
local tonumber = lua.tonumber;

local function env(name, default)
	local value = lua.os.getenv(name);
	if value == nil or value == "" then return default; end
	return value;
end

local function list(text)
	local items = {};
	for item in text:gmatch("[^,%s]+") do items[#items + 1] = item; end
	return items;
end

local here = lua.debug.getinfo(1, "S").source:match("^@(.*)/[^/]*$") or ".";
local domain = env("PARLOR_DOMAIN", "localhost");
local secret = env("PARLOR_COMPONENT_SECRET") or error("PARLOR_COMPONENT_SECRET is not set", 0);
local data = env("PARLOR_DATA", "var").."/prosody";
local bind = { env("PARLOR_BIND", "127.0.0.1") };
local certificates_path = env("PARLOR_CERTIFICATES");

local federated = list(env("PARLOR_FEDERATED", ""));
if #federated > 0 and not certificates_path then
	error("PARLOR_FEDERATED needs PARLOR_CERTIFICATES: without TLS nobody from another server is let in", 0);
end

local desk, rooms, visitors, upload = "support."..domain, "rooms."..domain, "visitors."..domain, "upload."..domain;

---- The process ----------------------------------------------------------------------------------------------------------

data_path = data
pidfile = data.."/prosody.pid"
plugin_paths = { env("PARLOR_PROSODY_MODULES", here.."/modules") }
log = { { levels = { min = env("PARLOR_XMPP_LOG", "info") }, to = "console", timestamps = true } }
run_as_root = true -- whoever starts it decides; in the container it has a user of its own

-- Short-lived stanzas are most of the garbage. Measured against "incremental": 1.1 instead of 2.8 ms CPU per message.
gc = { mode = "generational" }

---- Ports ----------------------------------------------------------------------------------------------------------------

c2s_ports = { tonumber(env("PARLOR_C2S_PORT", "5222")) }
c2s_interfaces = bind
c2s_direct_tls_ports = {}
s2s_ports = { tonumber(env("PARLOR_S2S_PORT", "5269")) }
s2s_interfaces = bind
s2s_direct_tls_ports = {}
component_ports = { tonumber(env("PARLOR_COMPONENT_PORT", "5347")) }
component_interfaces = bind
http_ports = { tonumber(env("PARLOR_XMPP_HTTP_PORT", "5280")) }
http_interfaces = bind
https_ports = {} -- TLS ends at the proxy
http_default_host = domain -- one address for all hosts: the stream says which host is meant
http_external_url = env("PARLOR_URL")
trusted_proxies = list(env("PARLOR_PROXIES", "127.0.0.1,::1"))

---- Limits (T17, T19, T20) ----------------------------------------------------------------------------------

c2s_stanza_size_limit = 65536
component_stanza_size_limit = 524288
http_max_content_size = 131072 -- a BOSH body is parsed whole before the stanza limit is looked at
limits = { c2s = { rate = env("PARLOR_C2S_RATE", "64kb/s"), burst = "4s" } }
-- Not `opportunistic_writes`: measured a millisecond less for each hop, but of a page that says goodbye and closes the goodbye
-- is not heard, and its operator stays on duty.
network_settings = { read_timeout = 60, send_timeout = 30, nagle = false } -- a dead WebSocket is noticed after a minute, not after 14
bosh_max_inactivity = 30

---- Security -------------------------------------------------------------------------------------------------------------

certificates = certificates_path or data
if certificates_path then
	c2s_require_encryption = true
	-- The proxy in front of WebSocket and BOSH ends TLS.
	consider_websocket_secure = true
	consider_bosh_secure = true
else
	c2s_require_encryption = false -- loopback; SCRAM keeps the password off the wire
end
-- A certificate that proves the name, from both sides: no calling back (dialback).
s2s_require_encryption = true
s2s_secure_auth = true
authentication = "internal_hashed"
allow_registration = false
admins = {}

---- Storage --------------------------------------------------------------------------------------------------------------

-- Accounts, rosters: one small file each. Archives: SQLite, which neither drops old rows nor rewrites files.
storage = { archive = "sql" }
sql = { driver = "SQLite3", database = "prosody.sqlite" }
archive_expires_after = "never"

-- Loaded on every host; components take only what they name themselves.
-- Without a certificate no TLS is offered: every client would try it, and fail.
modules_enabled = list("limits, saslauth, websocket, bosh, ping, parlor_sqlite"..(certificates_path and ", tls" or ""))
-- Nobody outside is written to. Where people from elsewhere are let in (A6), only the desk and the rooms have a way out.
modules_disabled = { "s2s", "s2s_auth_certs" }
local out = #federated > 0 and ", tls, s2s, s2s_auth_certs, parlor_federation" or "";
local closed = #federated > 0 and {} or { "s2s", "s2s_auth_certs" };

-- XEP-0215: for calls. Passwords are made for a day at most, and end by themselves.
local turn_host, turn_secret = env("PARLOR_TURN_HOST"), env("PARLOR_TURN_SECRET");
if turn_host and not turn_secret then error("PARLOR_TURN_HOST needs PARLOR_TURN_SECRET", 0); end
external_services = {}
if turn_host then
	local port = tonumber(env("PARLOR_TURN_PORT", "3478"));
	external_services = {
		{ type = "stun", transport = "udp", host = turn_host, port = port };
		{ type = "turn", transport = "udp", host = turn_host, port = port, secret = turn_secret, algorithm = "turn", ttl = 3600 };
		{ type = "turn", transport = "tcp", host = turn_host, port = port, secret = turn_secret, algorithm = "turn", ttl = 3600 };
	}
end

---- Operators ------------------------------------------------------------------------------------------------------------

VirtualHost(domain)
	modules_enabled = {
		"admin_shell", "blocklist", "bookmarks", "carbons", "csi_simple", "disco", "mam", "pep", "posix", "private",
		"roster", "smacks", "time", "vcard4", "vcard_legacy",
		-- From prosody-modules: a token in the browser instead of the password (XEP-0388, XEP-0386, XEP-0484).
		"sasl2", "sasl2_bind2", "sasl2_fast", "parlor_fast", "parlor_tokens",
		"parlor_logins",
		-- For whichever client an operator likes.
		"parlor_operators", "parlor_acks",
		"external_services",
	}
	parlor_desk = desk
	parlor_rooms = rooms
	smacks_hibernation_time = 300
	parlor_account_check = tonumber(env("PARLOR_ACCOUNT_CHECK", "60"))
	parlor_login_patience = tonumber(env("PARLOR_LOGIN_PATIENCE", "60"))
	disco_items = { { upload, "Files" } }

---- Visitors: they reach the desk and the room they were let into, and nothing else ---------------------------------------

VirtualHost(visitors)
	authentication = "anonymous"
	storage = "none"
	modules_enabled = { "parlor_visitors", "external_services" }
	-- smacks cannot resume an anonymous session and would leave ghosts in the rooms.
	modules_disabled = { "s2s", "s2s_auth_certs", "offline" }
	allow_anonymous_s2s = false
	parlor_desk = desk
	parlor_rooms = rooms
	parlor_upload = upload
	parlor_visitor_rate = tonumber(env("PARLOR_VISITOR_RATE", "4"))
	parlor_visitor_sessions = tonumber(env("PARLOR_VISITOR_SESSIONS", "200"))

---- Rooms ----------------------------------------------------------------------------------------------------------------

Component(rooms) "muc"
	name = "Chats"
	storage = "sql"
	modules_enabled = list("muc_mam, parlor_rooms, parlor_furnish"..out)
	modules_disabled = closed
	parlor_federated = federated
	parlor_desk = desk
	disco_hidden = true
	component_admins_as_room_owners = false
	-- A room that is not persistent takes its archive with it when it empties.
	muc_room_default_persistent = true
	muc_room_default_members_only = true
	muc_room_default_public = false
	muc_room_default_allow_member_invites = false
	muc_room_default_public_jids = false
	muc_room_default_change_subject = false
	muc_room_default_history_length = 100 -- for clients that do not read the archive
	muc_log_by_default = true -- the desk, who owns the room, could switch it off; nobody else can
	muc_log_expires_after = "never" -- Parlor destroys a room when its transcript is safe
	muc_tombstones = false -- names are never used again
	muc_room_cache_size = 2000
	max_archive_query_results = 250

---- Files ----------------------------------------------------------------------------------------------------------------

Component(upload) "http_file_share"
	name = "Files"
	disco_hidden = true
	modules_enabled = { "parlor_files" }
	parlor_desk = desk
	http_file_share_access = { domain, visitors } -- visitors as their room allows: mod_parlor_visitors
	http_host = domain -- reached by the same address as everything else; the component passes /file_share/ on
	http_file_share_size_limit = tonumber(env("PARLOR_UPLOAD_MEGABYTES", "10")) * 1024 * 1024
	http_file_share_expires_after = tonumber(env("PARLOR_UPLOAD_DAYS", "30")) * 86400
	http_file_share_global_quota = tonumber(env("PARLOR_UPLOAD_GIGABYTES", "10")) * 1024 * 1024 * 1024

---- Parlor ---------------------------------------------------------------------------------------------------------------

Component(desk)
	name = "Parlor"
	component_secret = secret
	component_conflict_resolve = "kick_old" -- a component that was killed gets its place back at once
	modules_enabled = list(out)
	modules_disabled = closed
	parlor_federated = federated

---- Your own -------------------------------------------------------------------------------------------------------------

if env("PARLOR_PROSODY_MORE") then Include(env("PARLOR_PROSODY_MORE").."/*.cfg.lua"); end
