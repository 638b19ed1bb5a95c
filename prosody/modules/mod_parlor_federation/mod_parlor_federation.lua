-- Lets a few people from other servers in, and nobody else. For the desk's component and the host of the rooms, beside `s2s`,
-- on Prosody 0.12 and 13.
--
-- `parlor_federated` lists the accounts elsewhere that may work here: operators and supervisors (A6). What comes from, or is
-- sent to, anybody else outside is refused; of a server that has none of them not even the stream is taken.

local jid = require "util.jid";
local set = require "util.set";
local st = require "util.stanza";

local people, servers = set.new(), set.new();
for account in module:get_option_set("parlor_federated", {}) do
	local bare = jid.prep(account);
	if not bare or not jid.node(bare) or jid.resource(bare) then
		error("parlor_federated has no account like ben@other.example: "..account, 0);
	end
	people:add(bare);
	servers:add(jid.host(bare));
end

local OUTSIDE = { s2sin = true, s2sout = true };

--- An error and an answer are not answered, presence of strangers is not heard.
local function refuse(event, condition)
	local stanza = event.stanza;
	local is_answer = stanza.attr.type == "error" or stanza.attr.type == "result";
	if stanza.name == "presence" or is_answer or not (event.origin and event.origin.send) then return true; end
	event.origin.send(st.error_reply(stanza, "cancel", condition));
	return true;
end

local function from_outside(event)
	if not OUTSIDE[event.origin.type] or people:contains(jid.bare(event.stanza.attr.from)) then return; end
	module:log("info", "Refused what %s sends to %s", event.stanza.attr.from, event.stanza.attr.to);
	return refuse(event, "forbidden");
end

for _, kind in ipairs { "iq", "message", "presence" } do
	for _, level in ipairs { "host", "bare", "full" } do
		module:hook(kind.."/"..level, from_outside, 1000);
	end
end

--- As if there were no other servers at all. Who is refused, and whose server is known, hears it.
module:hook("route/remote", function (event)
	local to = event.stanza.attr.to;
	if people:contains(jid.bare(to)) then return; end
	if event.stanza.attr.type == "error" and servers:contains(jid.host(to)) then return; end
	return refuse(event, "remote-server-not-found");
end, 1000);

module:hook("s2s-stream-features", function (event)
	local session = event.origin;
	if servers:contains(session.from_host) then return; end
	module:log("info", "Refused the server %s", session.from_host or "without a name");
	session:close({ condition = "policy-violation", text = "Nobody here is expected from that server" });
	return true;
end, 1000);
