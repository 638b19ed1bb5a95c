-- Rooms of Parlor's desk (XEP-0045). For a MUC component on Prosody 0.12 and 13.
--
-- Creation: only a JID of the desk's domain may create a room, whichever workgroup it is.
-- Size: `muc#roomconfig_maxusers` (XEP-0045 §10.2, §7.2.9), offered in the form, stored with the room and enforced.
-- Files: `{urn:parlor:1}roomconfig_uploads` says what visitors in the room may put on the server; mod_parlor_visitors asks.
-- Calls: `{urn:parlor:1}roomconfig_calls` says whether visitors in the room may ask for one; mod_parlor_visitors asks. Of several clients of
-- one person the call is with the one that has asked for it, or has said yes.
-- Names: who has a reserved nickname (XEP-0045 §9.3, `nick`) is called by it, whatever their client asks for. The desk reserves.
-- History: who asks for some on entering gets what people have said, without the desk's own words.
-- Privacy: an operator's own status text, avatar and client are not shown to the people in the room.
-- Who is not shown in the room (the desk, a supervisor who listens) is not counted in disco#info either.

local jid = require "util.jid";
local st = require "util.stanza";

local muc = module:depends("muc");

local desk = module:get_option_string("parlor_desk");
if not desk then error("parlor_desk is not set on "..module.host, 0); end

local MAXUSERS = "muc#roomconfig_maxusers";
local CHOICES = { "2", "3", "4", "5", "10", "20", "50" };

local function is_desk(user)
	return jid.host(user) == desk;
end

---- Creation

module:hook("muc-room-pre-create", function (event)
	local from = event.stanza.attr.from;
	if is_desk(from) then return; end
	-- A client that comes back to a room it remembers, most likely; only the desk makes new ones.
	event.origin.send(st.error_reply(event.stanza, "cancel", "gone", "This chat has ended.", module.host));
	return true;
end, 100);

---- Size

--- Occupants as people, not sessions, and neither the desk nor those who own or administer the room.
local function people_inside(room, except)
	local people, count = { [except] = true }, 0;
	for _, occupant in room:each_occupant() do
		local affiliation = room:get_affiliation(occupant.bare_jid);
		if not people[occupant.bare_jid] and affiliation ~= "owner" and affiliation ~= "admin" then
			people[occupant.bare_jid] = true;
			count = count + 1;
		end
	end
	return count;
end

module:hook("muc-occupant-pre-join", function (event)
	local room, stanza = event.room, event.stanza;
	local limit = room._data.parlor_maxusers;
	if not limit then return; end
	local person = jid.bare(stanza.attr.from);
	local affiliation = room:get_affiliation(person);
	if affiliation == "owner" or affiliation == "admin" then return; end
	if people_inside(room, person) < limit then return; end
	event.origin.send(st.error_reply(stanza, "wait", "service-unavailable", "The room is full", room.jid));
	return true;
end, -15);

module:hook("muc-config-form", function (event)
	local limit = event.room._data.parlor_maxusers;
	local options = { { value = "none", label = "No limit" } };
	local listed = limit == nil;
	for _, choice in ipairs(CHOICES) do
		listed = listed or tonumber(choice) == limit;
		options[#options + 1] = { value = choice, label = choice };
	end
	if not listed then options[#options + 1] = { value = tostring(limit), label = tostring(limit) }; end
	table.insert(event.form, {
		name = MAXUSERS; type = "list-single"; label = "Most occupants, the desk and the owners not counted";
		value = limit and tostring(limit) or "none"; options = options;
	});
end, 90-4);

module:hook("muc-config-submitted/"..MAXUSERS, function (event)
	local limit = tonumber(event.value);
	if limit and (limit < 1 or limit ~= math.floor(limit)) then limit = nil; end
	if event.room._data.parlor_maxusers == limit then return; end
	event.room._data.parlor_maxusers = limit;
	event.status_codes["104"] = true;
end);

---- Files

--- What a visitor who sits in the room may put on the server (mod_parlor_visitors): the most bytes, and the types.
local UPLOADS = "{urn:parlor:1}roomconfig_uploads";

module:hook("muc-config-form", function (event)
	table.insert(event.form, {
		name = UPLOADS; type = "text-single"; label = "Files of visitors: most bytes, then types";
		value = event.room._data.parlor_uploads or "";
	});
end, 90-4);

module:hook("muc-config-submitted/"..UPLOADS, function (event)
	local value = event.value ~= "" and event.value or nil;
	if event.room._data.parlor_uploads == value then return; end
	event.room._data.parlor_uploads = value;
	event.status_codes["104"] = true;
end);

---- Calls

local CALLS, MAY_CALL = "urn:xmpp:call-invites:0", "{urn:parlor:1}roomconfig_calls";

module:hook("muc-config-form", function (event)
	table.insert(event.form, {
		name = MAY_CALL; type = "boolean"; label = "Visitors may ask for a call"; value = event.room._data.parlor_calls or false;
	});
end, 90-4);

module:hook("muc-config-submitted/"..MAY_CALL, function (event)
	local value = event.value or nil;
	if event.room._data.parlor_calls == value then return; end
	event.room._data.parlor_calls = value;
	event.status_codes["104"] = true;
end);

--- What is asked of a person in a room (an IQ) goes to one of their clients: the one that has the call.
module:hook("muc-occupant-groupchat", function (event)
	local stanza, occupant = event.stanza, event.occupant;
	if not occupant or not (stanza:get_child("invite", CALLS) or stanza:get_child("accept", CALLS)) then return; end
	local client = stanza.attr.from;
	if occupant.jid == client or not occupant.sessions[client] then return; end
	occupant.jid = client;
	event.room:save_occupant(occupant);
end);

---- Names

--- Prosody's own `enforce_registered_nickname` forgets a person's first client when their second one asks for another name.
module:hook("muc-occupant-pre-join", function (event)
	local room, stanza, occupant = event.room, event.stanza, event.occupant;
	local person = jid.bare(stanza.attr.from);
	local reserved = room:get_registered_nick(person);
	if not reserved then return; end
	local address = room.jid.."/"..reserved;
	if occupant.nick == address then return; end
	local known = room:get_occupant_by_nick(address) or room:new_occupant(person, address);
	if known.bare_jid ~= person then
		event.origin.send(st.error_reply(stanza, "cancel", "conflict", nil, room.jid));
		return true;
	end
	-- The room goes on with this very table, and tells the client by status 210 (XEP-0045 §7.2.3).
	for _, key in ipairs({ "bare_jid", "nick", "sessions", "role", "jid" }) do occupant[key] = known[key]; end
end, 5);

module:hook("muc-occupant-pre-change", function (event)
	local room, stanza, wanted = event.room, event.stanza, event.dest_occupant.nick;
	local reserved = room:get_registered_nick(jid.bare(stanza.attr.from));
	if not reserved or wanted == event.orig_occupant.nick or wanted == room.jid.."/"..reserved then return; end
	event.origin.send(st.error_reply(stanza, "modify", "not-acceptable", "Your nickname is reserved", room.jid));
	return true;
end, 5);

--- COMPAT with clients that go on as whom they have asked to be (Psi+ 1.4): who is inside means themselves, whichever
--- nickname they write to, as long as nobody else has it.
local function mean_themselves(event)
	local stanza = event.stanza;
	local room = muc.get_room_from_jid(jid.bare(stanza.attr.to));
	local occupant = room and room:get_occupant_by_real_jid(stanza.attr.from);
	if not occupant or occupant.nick == stanza.attr.to or room:get_occupant_by_nick(stanza.attr.to) then return; end
	local reserved = room:get_registered_nick(occupant.bare_jid);
	if reserved and occupant.nick == room.jid.."/"..reserved then stanza.attr.to = occupant.nick; end
end

module:hook("presence/full", mean_themselves, 10);
module:hook("iq/full", function (event)
	-- XEP-0410: am I still inside?
	if event.stanza:get_child("ping", "urn:xmpp:ping") then mean_themselves(event); end
end, 10);

module:hook("iq/bare/jabber:iq:register:query", function (event)
	if event.stanza.attr.type ~= "set" or is_desk(event.stanza.attr.from) then return; end
	event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed", "The desk reserves nicknames"));
	return true;
end, 10);

---- Subject

--- Who enters is told the name of the room; clients say that the topic was set, and it would be to nothing.
module:hook("muc-config-submitted/muc#roomconfig_roomname", function (event)
	event.room._data.subject = event.value;
end);

---- History

--- Prosody hands out the latest messages one by one. Those without words are left out, as is what the desk has said: who
--- comes in later reads the conversation.
local function said_by_people(room, next_stanza)
	return function ()
		for message in next_stanza do
			local occupant = room:get_occupant_by_nick(message.attr.from);
			local by_desk = occupant and is_desk(occupant.bare_jid);
			if message:get_child("body") and not by_desk then return message; end
		end
	end
end

module:wrap_event("muc-get-history", function (handlers, name, event)
	local handled = handlers(name, event);
	if event.next_stanza then event.next_stanza = said_by_people(event.room, event.next_stanza); end
	return handled;
end);

---- Privacy

--- What of a presence goes on to the others in the room: whether somebody is there, and nothing about their client.
local function shown(tag)
	local muc = tag.name == "x" and (tag.attr.xmlns or ""):find("^http://jabber.org/protocol/muc");
	return (muc or tag.name == "show" or tag.name == "delay") and tag or nil;
end

local function strip(event)
	event.stanza:maptags(shown);
end

module:hook("muc-occupant-pre-join", strip, -100);
module:hook("muc-occupant-pre-change", strip, -100);

--- Whose presence is not broadcast (the desk, a supervisor who listens silently) is not counted either.
module:hook("muc-disco#info", function (event)
	local shown_roles = event.room._data.presence_broadcast;
	if not shown_roles then return; end
	local count = 0;
	for _, occupant in event.room:each_occupant() do
		if shown_roles[occupant.role or "none"] then count = count + 1; end
	end
	event.formdata["muc#roominfo_occupants"] = tostring(count);
end, -10);

---- Prosody 13: rights go by role, and a component has the role of a guest. Without these two rights its choice of
---- persistent and hidden would silently be passed over. Creation is closed above, and configuration is for owners.

if module.default_permission then
	module:default_permission("prosody:guest", "muc:create-persistent-room");
	module:default_permission("prosody:guest", "muc:create-public-room");
end
