-- Bounds the guessing of passwords, and connections on which nobody signs in. For the operators' host, on Prosody 0.12 and 13.
--
-- Failed sign-ins are counted for each address and each account, on every way in: TCP, WebSocket and BOSH, SASL and SASL2.
-- Who has failed too often is cut off and pauses; a log line says so, which fail2ban can read (prosody/fail2ban). Whoever comes
-- without signing in is cut off after a while, on every host of the server.

local filters = require "util.filters";
local new_cache = require "util.cache".new;
local st = require "util.stanza";
local timer = require "util.timer";
local now = require "util.time".now;

local most = module:get_option_number("parlor_login_failures", 10); -- of one address; of one account three times as many
local window = module:get_option_number("parlor_login_window", 300); -- seconds, in which they count
local pause = module:get_option_number("parlor_login_pause", 120); -- seconds, for who has failed so often
local patience = module:get_option_number("parlor_login_patience", 60); -- seconds, until somebody signs in

local SASL, SASL2 = "urn:ietf:params:xml:ns:xmpp-sasl", "urn:xmpp:sasl:2";

--- The newest ten thousand: what is forgotten was long ago.
local failures = new_cache(10000);

local function entry_of(key)
	local entry = failures:get(key);
	if not entry or now() - entry.since > window then
		entry = { since = now(), count = 0, paused = entry and entry.paused };
		failures:set(key, entry);
	end
	return entry;
end

local function is_paused(key)
	local entry = failures:get(key);
	return entry and entry.paused and entry.paused > now();
end

local function keys_of(session)
	local account = session.sasl_handler and session.sasl_handler.username;
	return session.ip and "address "..session.ip, account and "account "..account;
end

--- Counts one; says whether that was one too many.
local function count(key, limit)
	if not key then return false; end
	local entry = entry_of(key);
	entry.count = entry.count + 1;
	if entry.count < limit then return false; end
	entry.count, entry.paused = 0, now() + pause;
	return true;
end

local function cut_off(session)
	session:close({ condition = "policy-violation", text = "Too many failed sign-ins" });
end

local function on_failure(event)
	local session = event.session;
	-- Prosody 13 tells of one failure by both events, in the same moment.
	if session.parlor_counted then return; end
	session.parlor_counted = true;
	timer.add_task(0, function () session.parlor_counted = nil; end);
	local address, account = keys_of(session);
	local by_address, by_account = count(address, most), count(account, 3 * most);
	if not by_address and not by_account then return; end
	module:log("warn", "Too many failed sign-ins from %s, the last for %s: paused for %d seconds",
		session.ip or "nowhere", account or "nobody", pause);
	-- The answer to this one goes out first.
	timer.add_task(0, function () cut_off(session); end);
end

local function refuse_paused(xmlns)
	return function (event)
		local session = event.origin;
		if session.type ~= "c2s_unauthed" then return; end
		local address, account = keys_of(session);
		if not is_paused(address) and not (account and is_paused(account)) then return; end
		session.send(st.stanza("failure", { xmlns = xmlns })
			:tag("temporary-auth-failure", { xmlns = SASL }):up());
		cut_off(session);
		return true;
	end;
end

module:hook("authentication-failure", on_failure);
module:hook("sasl2/c2s/failure", on_failure, 2000); -- before the account is forgotten
for _, step in ipairs { "auth", "response" } do
	module:hook("stanza/"..SASL..":"..step, refuse_paused(SASL), 100);
end
for _, step in ipairs { "authenticate", "response" } do
	module:hook("stanza/"..SASL2..":"..step, refuse_paused(SASL2), 100);
end

---- Nobody signs in

local function on_new_session(session)
	if session.type ~= "c2s_unauthed" then return; end
	timer.add_task(patience, function ()
		if session.type == "c2s_unauthed" then session:close("connection-timeout"); end
	end);
end

filters.add_filter_hook(on_new_session);
function module.unload()
	filters.remove_filter_hook(on_new_session);
end
