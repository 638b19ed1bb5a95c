-- Parlor on a Prosody that runs already: put this file into /etc/prosody/conf.d, replace example.com and the secret.
-- existing-server.md explains every line.

-- (1) visitors
VirtualHost "visitors.example.com"
	authentication = "anonymous"
	storage = "none"
	modules_enabled = { "websocket", "bosh", "ping", "parlor_visitors" }
	modules_disabled = {
		"s2s", "smacks", "offline", "mam", "carbons", "csi_simple", "pep", "private", "bookmarks", "vcard4", "vcard_legacy",
		"blocklist", "register", "roster", "disco", "cloud_notify", "version", "uptime", "time", "lastactivity", "invites",
	}
	parlor_desk = "support.example.com"
	parlor_rooms = "rooms.example.com"

-- (2) rooms
Component "rooms.example.com" "muc"
	name = "Chats"
	storage = "sql"
	modules_enabled = { "muc_mam", "parlor_rooms", "parlor_furnish" }
	parlor_desk = "support.example.com"
	disco_hidden = true
	component_admins_as_room_owners = false
	muc_room_default_persistent = true
	muc_room_default_members_only = true
	muc_room_default_public = false
	muc_room_default_allow_member_invites = false
	muc_room_default_public_jids = false
	muc_room_default_change_subject = false
	muc_room_default_history_length = 100
	muc_log_by_default = true
	muc_log_expires_after = "never"
	muc_tombstones = false
	muc_room_cache_size = 2000
	max_archive_query_results = 250

-- (3) Parlor
Component "support.example.com"
	name = "Parlor"
	component_secret = "PUT A LONG SECRET HERE"
	component_conflict_resolve = "kick_old"
