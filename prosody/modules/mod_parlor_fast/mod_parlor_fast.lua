-- COMPAT with Prosody 0.12: makes mod_sasl2, mod_sasl2_bind2 and mod_sasl2_fast of Debian's prosody-modules work there
-- (XEP-0388, XEP-0386, XEP-0484). They are written for 13, where this module does nothing. Five gaps are filled:
--
-- 1. FAST is offered according to the `from` of the client's stream header, which 13 passes along with the event
--    `stream-features`. Without it mod_sasl2_fast ends the stream with an error.
-- 2. A token's expiry has a fraction of a second, which 0.12's util.datetime refuses on Lua 5.4.
-- 3. mod_sasl2_fast reads an attribute with `get_child_attr`, which 0.12's stanzas lack.
-- 4. The features after a login that bound a resource must not offer to bind another one.
-- 5. After a token that was refused the client may go on with the password, on the same stream.

local datetime = require "util.datetime";
local filters = require "util.filters";
local stanza_mt = require "util.stanza".stanza_mt;

local BIND, SESSION = "urn:ietf:params:xml:ns:xmpp-bind", "urn:ietf:params:xml:ns:xmpp-session";

--- Called when the server answers the header; `from` is the server's name, `to` the client's claim.
local function remember(session, _, to)
	session.parlor_stream_from = to;
end

local function on_new_session(session)
	if session.type == "c2s_unauthed" then session.stream_attrs = remember; end
end

local function add_from(event)
	event.stream = { from = event.origin.parlor_stream_from };
end

local function not_bind(tag)
	if tag.attr.xmlns ~= BIND and tag.attr.xmlns ~= SESSION then return tag; end
end

local function drop_bind(event)
	if event.origin.full_jid then event.features:maptags(not_bind); end
end

local function get_child_attr(stanza, name, xmlns, attr)
	local child = stanza:get_child(name, xmlns);
	return child and child.attr[attr];
end

local function forget_handler(event)
	event.session.sasl_handler = nil;
end

local original = datetime.datetime;
local function whole_seconds(time)
	return original(time and math.floor(time));
end

if not stanza_mt.__index.get_child_attr then -- 0.12
	module:hook("stream-features", add_from, 1000);
	module:hook("stream-features", drop_bind, -1000);
	module:hook("sasl2/c2s/failure", forget_handler, 1000);
	stanza_mt.__index.get_child_attr = get_child_attr;
	if not pcall(original, 1.5) then datetime.datetime = whole_seconds; end
	filters.add_filter_hook(on_new_session);
	function module.unload()
		filters.remove_filter_hook(on_new_session);
		stanza_mt.__index.get_child_attr = nil;
		datetime.datetime = original;
	end
end
