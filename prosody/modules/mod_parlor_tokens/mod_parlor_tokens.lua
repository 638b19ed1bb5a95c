-- A key that a browser keeps (FAST, XEP-0484) opens no more than the password does. For the operators' host, beside
-- mod_sasl2_fast, on Prosody 0.12 and 13.
--
-- A key is good as long as the account is there and has the password that it had when the key was given. Who signs out for
-- good (`invalidate`) leaves no older key of the same browser behind. Whoever is online when the account goes, or its password
-- changes, is signed out; also when `prosodyctl` did it, which tells the server nothing: so it is looked at every minute.

local sessionmanager = require "core.sessionmanager";
local sha256 = require "util.hashes".sha256;
local timer = require "util.timer";
local usermanager = require "core.usermanager";

local host = module.host;
local every = module:get_option_number("parlor_account_check", 60); -- seconds

local accounts = module:open_store("accounts");
local tokens = module:open_store("fast_tokens");
local given = module:open_store("parlor_tokens", "map"); -- for each browser: the password it was given a key with

--- Changes with the password. Where accounts are kept elsewhere (LDAP) there is nothing to compare: the account counts.
local function mark_of(username)
	-- Not by the manager, for whom everybody exists who is online.
	if not usermanager.get_provider(host).user_exists(username) then return nil; end
	local account = accounts:get(username) or {};
	local password = account.stored_key or account.password;
	return password and sha256(password..(account.salt or ""), true) or "elsewhere";
end

local function browser_of(session)
	return session.client_id and sha256(session.client_id, true);
end

local function forget_browser(username, browser)
	local kept = tokens:get(username);
	if kept then
		kept[browser.."-new"], kept[browser.."-cur"] = nil, nil;
		tokens:set(username, next(kept) and kept or nil);
	end
	given:set(username, browser, nil);
end

---- A key is used

module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	local handler = session.sasl_handler;
	if not handler or not handler.fast then return; end
	local username, browser = handler.username, handler.client_id and sha256(handler.client_id, true);
	if handler.invalidate then
		forget_browser(username, browser);
		return;
	end
	local mark = mark_of(username);
	if mark and given:get(username, browser) == mark then return; end
	module:log("info", "A key of %s is older than the password", username);
	forget_browser(username, browser);
	module:fire_event("sasl2/c2s/failure", { session = session, message = "credentials-expired" });
	return true;
end, 2000);

---- A key is given

local function is_given(success)
	return success and success:get_child("token", "urn:xmpp:fast:0") ~= nil;
end

module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	local browser = browser_of(session);
	if browser and is_given(event.success) then given:set(session.username, browser, mark_of(session.username)); end
end, 70);

---- The account changes

module:hook("resource-bind", function (event)
	event.session.parlor_mark = mark_of(event.session.username);
end);

--- One that waits for its client to come back is not waited for any longer.
local function sign_out(session)
	session:close({ condition = "not-authorized", text = "The password was changed, or the account is gone" });
	if not session.conn then sessionmanager.destroy_session(session, "the account has changed"); end
end

timer.add_task(every, function ()
	for username, account in pairs(prosody.hosts[host].sessions) do
		local mark, outdated = mark_of(username), {};
		for _, session in pairs(account.sessions) do
			if session.parlor_mark and session.parlor_mark ~= mark then outdated[#outdated + 1] = session; end
		end
		for _, session in ipairs(outdated) do sign_out(session); end
	end
	return every;
end);
