-- COMPAT with clients that count wrongly (XEP-0198). For the operators' host, on Prosody 0.12 and 13.
--
-- @xmpp/client 0.14 sets its count of what it has received to zero a moment after `<enabled/>` was read. When stanzas and a
-- request for an acknowledgement come in the same packet, it acknowledges more than was sent since, and less later on.
-- Prosody then ends the stream, in about every second sign-in. Here the number is taken for the nearest one that can be
-- true: what was sent before the request has arrived, or the client could not have answered it. Who counts rightly is not
-- touched.

local function nearest(queue, h)
	local least = queue:count_acked();
	return math.max(least, math.min(h, least + queue:count_unacked()));
end

local function correct(session, stanza)
	local queue, h = session.outgoing_stanza_queue, tonumber(stanza.attr.h);
	if not queue or not queue.count_acked or not h then return; end
	local possible = nearest(queue, h);
	if possible == h then return; end
	session.log("debug", "the client acknowledges %d, taken for %d", h, possible);
	stanza.attr.h = string.format("%d", possible);
end

module:hook("stanza/urn:xmpp:sm:3:a", function (event) correct(event.origin, event.stanza); end, 10);

--- The same when it comes back: what it has not acknowledged is sent again.
local sessions = module:shared("/*/smacks/resumption-tokens");

module:hook("stanza/urn:xmpp:sm:3:resume", function (event)
	local origin, stanza = event.origin, event.stanza;
	if not origin.username or not stanza.attr.previd then return; end
	local key = origin.username.."@"..origin.host.."/"..stanza.attr.previd;
	if sessions[key] then correct(sessions[key], stanza); end
end, 10);
