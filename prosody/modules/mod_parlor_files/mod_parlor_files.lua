-- Files of somebody who is erased go with them (urn:parlor:1 §4). For a component with mod_http_file_share, on Prosody 0.12 and 13.
--
-- The desk names the slots that were spoken of in the conversations; file and entry are removed at once, not when they expire.
-- Nobody else may ask.

local st = require "util.stanza";
local jid = require "util.jid";
local dm = require "core.storagemanager".olddm;

local NS = "urn:parlor:1";

module:depends("http_file_share");

local desk = module:get_option_string("parlor_desk");
if not desk then error("parlor_desk is not set on "..module.host, 0); end

local uploads = module:open_store("uploads", "archive");

--- True where there was something.
local function erase(slot)
	-- As they are made: nothing that leads to another folder.
	if not slot:match("^[%w_-]+$") then return false; end
	local entry = uploads:get(nil, slot);
	uploads:delete(nil, { key = slot });
	local file = os.remove(dm.getpath(slot, module.host, "http_file_share", "bin"));
	return entry ~= nil or file ~= nil;
end

module:hook("iq-set/host/"..NS..":erase", function (event)
	local origin, stanza = event.origin, event.stanza;
	if jid.host(stanza.attr.from) ~= desk then
		origin.send(st.error_reply(stanza, "auth", "forbidden"));
		return true;
	end
	local count = 0;
	for file in stanza:get_child("erase", NS):childtags("file") do
		if erase(file.attr.slot or "") then count = count + 1; end
	end
	module:log("info", "%d files of somebody who was erased are gone", count);
	origin.send(st.reply(stanza):tag("erase", { xmlns = NS, count = string.format("%d", count) }));
	return true;
end);
