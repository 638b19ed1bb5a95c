-- Makes any XMPP client a good one for operators. For their host, on Prosody 0.12 and 13.
--
-- Contacts: who has added a workgroup is seen by it, without a second question. They have asked for it, and only the desk's
-- own addresses ask back.
-- Bookmarks (XEP-0402, XEP-0048): chat rooms are not kept. They are gone when the chat is over, and a client that joins its
-- bookmarks would knock at every one of them.
-- Invitations into chat rooms are for now: nobody is shown one that has waited while they were away.
-- Sleep (XEP-0352): a client that nobody looks at is not woken every few seconds to say that it is there.

local jid = require "util.jid";
local rostermanager = require "core.rostermanager";
local st = require "util.stanza";

local host = module.host;
local desk = module:get_option_string("parlor_desk") or error("parlor_desk is not set on "..host, 0);
local rooms = module:get_option_string("parlor_rooms") or error("parlor_rooms is not set on "..host, 0);

---- Contacts

local function show_to(user, workgroup)
	local account = prosody.hosts[host].sessions[user];
	for _, session in pairs(account and account.sessions or {}) do
		if session.presence then
			local shown = st.clone(session.presence);
			shown.attr.from, shown.attr.to = session.full_jid, workgroup;
			module:send(shown);
		end
	end
end

--- As RFC 6121 §3.1.5 has it when a person says yes.
local function say_yes(user, workgroup, request)
	rostermanager.set_contact_pending_in(user, host, workgroup, request);
	if not rostermanager.subscribed(user, host, workgroup) then return; end
	rostermanager.roster_push(user, host, workgroup);
	module:send(st.presence({ type = "subscribed", from = user.."@"..host, to = workgroup }));
	show_to(user, workgroup);
	return true;
end

module:hook("presence/bare", function (event)
	local stanza = event.stanza;
	if stanza.attr.type ~= "subscribe" or jid.host(stanza.attr.from) ~= desk then return; end
	local user, workgroup = jid.node(stanza.attr.to), jid.bare(stanza.attr.from);
	local roster = rostermanager.load_roster(user, host);
	local contact = roster and roster[workgroup];
	if not contact or not (contact.ask or contact.subscription == "to") then return; end
	return say_yes(user, workgroup, stanza);
end, 10);

---- Bookmarks

local LEGACY = "storage:bookmarks";
local NODES = { ["urn:xmpp:bookmarks:1"] = true; ["urn:xmpp:bookmarks:0"] = true; [LEGACY] = true };

local function not_a_chat(bookmark)
	if jid.host(bookmark.attr.jid) ~= rooms then return bookmark; end
end

local function without_chats(item)
	if jid.host(item.attr.id) == rooms then return nil; end
	local storage = item:get_child("storage", LEGACY);
	if storage then storage:maptags(not_a_chat); end
	return item;
end

--- What is left is published; where nothing is, the client hears that all is well.
module:hook("iq/bare/http://jabber.org/protocol/pubsub:pubsub", function (event)
	local stanza = event.stanza;
	local publish = stanza.tags[1]:get_child("publish");
	if stanza.attr.type ~= "set" or not publish or not NODES[publish.attr.node] or #publish.tags == 0 then return; end
	publish:maptags(without_chats);
	if #publish.tags > 0 then return; end
	event.origin.send(st.reply(stanza));
	return true;
end, 10);

local function in_private_storage(event)
	local storage = event.stanza.tags[1]:get_child("storage", LEGACY);
	if event.stanza.attr.type == "set" and storage then storage:maptags(not_a_chat); end
end

module:hook("iq/self/jabber:iq:private:query", in_private_storage, 10);
module:hook("iq/bare/jabber:iq:private:query", in_private_storage, 10);

---- Invitations

module:hook("message/offline/handle", function (event)
	local stanza = event.stanza;
	local x = stanza:get_child("x", "http://jabber.org/protocol/muc#user");
	if jid.host(stanza.attr.from) == rooms and x and x:get_child("invite") then return true; end
end, 10);

---- Sleep

local PING = "urn:xmpp:ping";
local SLEEP = 60; -- seconds
--- `flushing`: mod_csi_simple hands on what it has kept back.
local SLEEPS = { inactive = true; flushing = true };

--- Desk asks those who sit in a chat every few seconds whether they are there. A client that nobody looks at (XEP-0352) is woken
--- for it once a minute; in between its last answer counts.
module:hook("iq/full", function (event)
	local stanza = event.stanza;
	local session = prosody.full_sessions[stanza.attr.to];
	if not session or not SLEEPS[session.state or "active"] or session.hibernating then return; end
	local _, from, resource = jid.split(stanza.attr.from);
	if stanza.attr.type ~= "get" or from ~= desk or resource ~= "Desk" or not stanza:get_child("ping", PING) then return; end
	local now = os.time();
	if now - (session.parlor_woken or 0) < SLEEP then
		module:send(st.reply(stanza));
		return true;
	end
	session.parlor_woken = now;
end, 10);
