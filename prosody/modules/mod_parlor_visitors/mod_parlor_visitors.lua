-- Closes an anonymous host: what is not allowed here is refused. For Prosody 0.12 and 13.
--
-- A visitor reaches the desk (Parlor's component), the room they were let into, and XEP-0199 ping. No services of the
-- server, no operators, no other visitors, nothing private in a room, nothing that would slip past the archive.
-- While they sit in a room that allows it they may ask for places to put files (XEP-0363), of the sizes and types it allows.
-- The other way round, only the desk and the rooms reach a visitor.

local jid = require "util.jid";
local st = require "util.stanza";
local throttle = require "util.throttle";

local own = module.host;
local desk = module:get_option_string("parlor_desk") or error("parlor_desk is not set on "..own, 0);
local rooms = module:get_option_string("parlor_rooms") or error("parlor_rooms is not set on "..own, 0);
local upload = module:get_option_string("parlor_upload"); -- the host of http_file_share; without it visitors send no files
local rate = module:get_option_number("parlor_visitor_rate", 4); -- stanzas a second, in the long run
local burst = module:get_option_number("parlor_visitor_burst", 60);
local files, files_in = module:get_option_number("parlor_visitor_files", 30), 600; -- of one session in so many seconds
local crowd = module:get_option_number("parlor_visitor_sessions", 200); -- of one address at once, BOSH and WebSocket alike
local largest = module:get_option_number("parlor_visitor_message_size", 16384); -- bytes of one body

local DISCO, MAM, PING = "http://jabber.org/protocol/disco#info", "urn:xmpp:mam:2", "urn:xmpp:ping";
local HINTS, XHTML, SESSION = "urn:xmpp:hints", "http://jabber.org/protocol/xhtml-im", "urn:ietf:params:xml:ns:xmpp-session";

--- Payloads that may stand in a room message without a body: what people see of each other, kept or not.
local BODYLESS = {
	["http://jabber.org/protocol/chatstates"] = true; -- XEP-0085
	["urn:xmpp:chat-markers:0"] = true; -- XEP-0333
	["urn:xmpp:receipts"] = true; -- XEP-0184
	["urn:xmpp:sid:0"] = true; -- XEP-0359
	["urn:xmpp:call-invites:0"] = true; -- XEP-0482
	["urn:xmpp:reactions:0"] = true; -- XEP-0444, when one is taken back: it has no text
};

local CALLS, JINGLE, SERVICES = "urn:xmpp:call-invites:0", "urn:xmpp:jingle:1", "urn:xmpp:extdisco:2";

--- Presence types that are meant for one place; the others are subscriptions and probes.
local SEATED = { available = true, unavailable = true };

local PASS = nil; -- a rule answers nothing when the stanza may go on, else a condition and a text

local function payload(stanza)
	local child = stanza.tags[1];
	return child and child.attr.xmlns;
end

---- From a visitor, by where it goes

local to_server = {
	iq = function (stanza)
		local ns = payload(stanza);
		if ns == PING or ns == SESSION then return PASS; end
		if ns == SERVICES and stanza.attr.type == "get" then return PASS; end
		return "service-unavailable";
	end;
	presence = function (_, kind)
		if not SEATED[kind] then return "drop"; end
	end;
	message = function () return "service-unavailable"; end;
};

local to_desk = {
	iq = function () return PASS; end;
	presence = function (_, kind)
		if not SEATED[kind] then return "drop"; end
	end;
	message = function () return PASS; end;
};

--- Words where no client looks for any, and every archive keeps them.
local function has_text(tag)
	for _, node in ipairs(tag) do
		if type(node) == "string" and node:find("%S") or type(node) == "table" and has_text(node) then return true; end
	end
	return false;
end

local SMALL = 2048 -- bytes, of what has no body

local function may_call(room_address)
	local host = prosody.hosts[rooms];
	local muc = host and host.modules.muc;
	local room = muc and muc.get_room_from_jid(room_address);
	return room and room._data.parlor_calls;
end

local function groupchat(stanza)
	if stanza:get_child("invite", CALLS) and not may_call(stanza.attr.to) then
		return "policy-violation", "No calls are asked for here";
	end
	local body = false;
	for _, tag in ipairs(stanza.tags) do
		local ns = tag.attr.xmlns;
		if ns == HINTS and tag.name ~= "store" then
			return "policy-violation", "Messages in this room are kept";
		end
		body = body or tag.name == "body" and ns == nil;
	end
	for _, tag in ipairs(stanza.tags) do
		local quiet = BODYLESS[tag.attr.xmlns] or tag.name == "thread" or tag.attr.xmlns == HINTS;
		if not body and not quiet then
			return "policy-violation", "A message in this room needs a body";
		end
	end
	if not body and (has_text(stanza) or #tostring(stanza) > SMALL) then
		return "policy-violation", "Text in this room needs a body";
	end
	local text = stanza:get_child_text("body");
	if text and #text > largest then return "policy-violation", "The message is too long"; end
	stanza:maptags(function (tag) if tag.attr.xmlns ~= XHTML then return tag; end end);
end

--- Who in this room has asked this visitor for a call (XEP-0482), or said yes to theirs; nobody else is called, and nobody before that.
local function called_by(origin, room, name)
	local callers = origin.parlor_callers and origin.parlor_callers[room];
	return callers and callers[name] or false;
end

local to_room = {
	iq = function (stanza, kind, resource, origin)
		if kind == "result" or kind == "error" then return PASS; end
		local ns = payload(stanza);
		if ns == PING then return PASS; end
		if ns == JINGLE and kind == "set" and resource and called_by(origin, jid.bare(stanza.attr.to), resource) then
			if #tostring(stanza) > largest * 4 then return "policy-violation", "The call is too large"; end
			return PASS;
		end
		if not resource and (ns == MAM or ns == DISCO and kind == "get") then return PASS; end
		return "service-unavailable";
	end;
	presence = function (stanza, kind, resource, origin)
		if not resource or not SEATED[kind] then return "drop"; end
		local called = origin.parlor_names and origin.parlor_names[jid.bare(stanza.attr.to)];
		if kind == "available" and called and called ~= resource then
			return "not-acceptable", "You keep the name you came with";
		end
	end;
	message = function (stanza, kind, resource)
		if kind ~= "groupchat" or resource then return "policy-violation", "Only the room is spoken to"; end
		return groupchat(stanza);
	end;
};

--- What one of the rooms this visitor sits in allows (mod_parlor_rooms): `10485760 image/* application/pdf`.
local function allowance(origin)
	local host = prosody.hosts[rooms];
	local muc = host and host.modules.muc;
	for address in pairs(muc and origin.parlor_names or {}) do
		local room = muc.get_room_from_jid(address);
		local allowed = room and room._data.parlor_uploads;
		if allowed and room:get_occupant_by_real_jid(origin.full_jid) then return allowed; end
	end
end

local function is_of(allowed, kind)
	for known in allowed:gmatch("%S+/%S+") do
		if kind == known or known:sub(-2) == "/*" and kind:sub(1, #known - 1) == known:sub(1, -2) then return true; end
	end
	return false;
end

local UPLOAD = "urn:xmpp:http:upload:0";

local to_upload = {
	iq = function (stanza, kind, _, origin)
		local request = kind == "get" and stanza:get_child("request", UPLOAD);
		local allowed = request and allowance(origin);
		if not allowed then return "service-unavailable"; end
		local size = tonumber(request.attr.size);
		if not size or size > tonumber(allowed:match("^%d+")) then return "not-acceptable", "The file is too large"; end
		if not is_of(allowed, request.attr["content-type"] or "") then return "not-acceptable", "No files of this type"; end
		origin.parlor_files = origin.parlor_files or throttle.create(files, files_in);
		if not origin.parlor_files:poll(1) then return "resource-constraint", "Too many files at once"; end
	end;
	presence = function () return "drop"; end;
	message = function () return "service-unavailable"; end;
};

local nowhere = {
	iq = function () return "service-unavailable"; end;
	presence = function () return "drop"; end;
	message = function () return "service-unavailable"; end;
};

--- The rules for an address. No `to`, and the host itself, mean the server.
local function rules_for(node, host, resource)
	if host == desk then return to_desk; end
	if host == rooms and node then return to_room; end
	if upload and host == upload and not node and not resource then return to_upload; end
	if host == nil or host == own and not node and not resource then return to_server; end
	return nowhere;
end

local DEFAULT_KIND = { presence = "available", message = "normal" };
local CONDITION_TYPE = { ["policy-violation"] = "modify", ["not-acceptable"] = "modify", ["resource-constraint"] = "wait" };

--- Answers with an error where one may be answered, and ends the stanza's way.
local function refuse(event, condition, text)
	local stanza = event.stanza;
	local kind = stanza.attr.type;
	local answered = kind == "error" or stanza.name == "iq" and kind == "result";
	if condition ~= "drop" and not answered then
		event.origin.send(st.error_reply(stanza, CONDITION_TYPE[condition] or "cancel", condition, text));
	end
	return true;
end

local function within_rate(session)
	session.parlor_throttle = session.parlor_throttle or throttle.create(burst, burst / rate);
	return session.parlor_throttle:poll(1);
end

--- Refusing costs as much as passing on: who goes on all the same, and as often again, is cut off.
local function is_flood(session)
	session.parlor_refusals = session.parlor_refusals or throttle.create(2 * burst, 2 * burst / rate);
	return not session.parlor_refusals:poll(1);
end

local function cut_off(session)
	module:log("warn", "A visitor at %s is cut off: far too much at once", session.ip or "an unknown address");
	session:close({ condition = "policy-violation", text = "Far too much at once" });
	return true;
end

local MOST, DEEPEST = 1000, 16; -- elements of one stanza; a form with fifty fields has some hundred

--- How many there are; nothing when they are too many, or too deep.
local function count_elements(stanza, depth)
	if depth > DEEPEST then return nil; end
	local count = #stanza.tags;
	for _, tag in ipairs(stanza.tags) do
		local below = count_elements(tag, depth + 1);
		if not below or count > MOST then return nil; end
		count = count + below;
	end
	return count <= MOST and count or nil;
end

local function outgoing(event)
	local origin, stanza = event.origin, event.stanza;
	if origin.type ~= "c2s" or stanza.attr.xmlns ~= nil then return; end
	local kind = stanza.attr.type or DEFAULT_KIND[stanza.name];
	-- Leaving is always possible, or a busy visitor could not go.
	if kind ~= "unavailable" and not within_rate(origin) then
		if is_flood(origin) then return cut_off(origin); end
		return refuse(event, "resource-constraint", "Too much at once");
	end
	if not count_elements(stanza, 1) then return refuse(event, "policy-violation", "Too many elements"); end
	local node, host, resource = jid.split(stanza.attr.to);
	local rule = rules_for(node, host, resource)[stanza.name];
	local condition, text = rule(stanza, kind, resource, origin);
	if condition then return refuse(event, condition, text); end
end

---- To a visitor

--- The name under which a room has let this session in (XEP-0045 §7.2.2, status 110).
local function note_name(stanza)
	local node, host, name = jid.split(stanza.attr.from);
	if host ~= rooms or stanza.attr.type ~= nil or not name then return; end
	local session = prosody.full_sessions[stanza.attr.to];
	local x = session and stanza:get_child("x", "http://jabber.org/protocol/muc#user");
	if not x then return; end
	for status in x:childtags("status") do
		if status.attr.code == "110" then
			session.parlor_names = session.parlor_names or {};
			session.parlor_names[node.."@"..host] = name;
		end
	end
end

--- Notes who asks for a call or says yes to one, and who does not any more. Only what comes from the room counts, and not one's own.
local function note_call(stanza)
	local node, host, name = jid.split(stanza.attr.from);
	if host ~= rooms or not name or stanza.attr.type ~= "groupchat" then return; end
	local session = prosody.full_sessions[stanza.attr.to];
	if not session then return; end
	local room = node.."@"..host;
	local own_name = session.parlor_names and session.parlor_names[room];
	if name == own_name then return; end
	session.parlor_callers = session.parlor_callers or {};
	local callers = session.parlor_callers[room] or {};
	if stanza:get_child("invite", CALLS) or stanza:get_child("accept", CALLS) then
		callers[name] = true;
	elseif stanza:get_child("retract", CALLS) or stanza:get_child("left", CALLS) then
		callers[name] = nil;
	else
		return;
	end
	session.parlor_callers[room] = callers;
end

local WELCOME = { [desk] = true; [rooms] = true; [own] = true };

--- The answer about a place for a file.
local function is_answer(stanza)
	local kind = stanza.attr.type;
	return upload and stanza.attr.from == upload and stanza.name == "iq" and (kind == "result" or kind == "error");
end

local function incoming(event)
	local from = event.stanza.attr.from;
	if is_answer(event.stanza) then return; end
	if event.stanza.name == "presence" then note_name(event.stanza); end
	if event.stanza.name == "message" then note_call(event.stanza); end
	if from == nil or WELCOME[jid.host(from)] then return; end
	if event.stanza.name == "presence" then return true; end
	return refuse(event, "service-unavailable");
end

for _, name in ipairs { "iq", "message", "presence" } do
	for _, target in ipairs { "bare", "full", "host" } do
		module:hook("pre-"..name.."/"..target, outgoing, 1000);
		module:hook(name.."/"..target, incoming, 1000);
	end
end

---- How many at once

--- By address. Whoever sits on the machine itself, as a proxy does that tells no addresses, is not counted.
local sessions = {};

local function address_of(session)
	local ip = session.ip;
	if ip and not ip:find("^127%.") and ip ~= "::1" then return ip; end
end

module:hook("pre-resource-bind", function (event)
	local ip = address_of(event.session);
	if not ip or (sessions[ip] or 0) < crowd then return; end
	module:log("warn", "Too many visitors at once at %s", ip);
	event.error = { type = "wait", condition = "resource-constraint", text = "Too many sessions at this address" };
	return false;
end, 10);

module:hook("resource-bind", function (event)
	local ip = address_of(event.session);
	event.session.parlor_address = ip;
	if ip then sessions[ip] = (sessions[ip] or 0) + 1; end
end);

module:hook("resource-unbind", function (event)
	local ip = event.session.parlor_address;
	local left = ip and (sessions[ip] or 1) - 1;
	if ip then sessions[ip] = left > 0 and left or nil; end
end);
