-- A room is made, furnished or destroyed in one step (urn:parlor:1 §10), and written down once. For a MUC component on
-- Prosody 0.12 and 13.
--
-- XEP-0045 takes a stanza for each thing: who enters, what is configured, every person. Prosody writes the room down after each
-- of them (after each person twice), every time in three transactions, and the disk is waited for at the end of each.
-- Here Prosody's own functions do the same work in the same order. Only the writing waits until all of it is done.
--
-- Only the desk may, in rooms of its own.

local jid = require "util.jid";
local st = require "util.stanza";
local resourceprep = require "util.encodings".stringprep.resourceprep;

local muc = module:depends("muc");

local NS, FORMS = "urn:parlor:1", "jabber:x:data";
local MUC, MUC_USER = "http://jabber.org/protocol/muc", "http://jabber.org/protocol/muc#user";
local AFFILIATIONS = { owner = true, admin = true, member = true, none = true };

local desk = module:get_option_string("parlor_desk");
if not desk then error("parlor_desk is not set on "..module.host, 0); end

module:add_feature(NS.."#furnish");

--- Why something is not done: what the error of the stanza says.
local function fault(kind, condition, text) return { type = kind, condition = condition, text = text }; end

---- One transaction

--- A transaction within another one: part of it. What fails in it undoes the whole.
local function joined(_, work, ...) return true, work(...); end

--- What works here and would begin several transactions has one. Where rooms are not in SQL there is none at all.
local function in_one_transaction(work)
	local engines = {};
	for _, engine in pairs(module:shared("/*/sql/connections")) do engines[#engines + 1] = engine; end
	local function within(index)
		local engine = engines[index];
		if not engine then return work(); end
		local ok, problem = engine:transaction(function ()
			engine.transaction = joined;
			local done, failure = pcall(within, index + 1);
			engine.transaction = nil;
			if not done then error(failure, 0); end
		end);
		if not ok then error(problem, 0); end
	end
	return pcall(within, 1);
end

--- The room is written down once, after this has worked, whatever it does in between; or with what is done next.
local function written_once(room, is_later, work)
	local save = room.save;
	room.save = function () room.parlor_unwritten = true; return true; end;
	local ok, problem = pcall(work);
	room.save = save;
	if ok and problem then return problem; end
	if ok and (is_later or not room.parlor_unwritten) then return; end
	if ok then
		ok, problem = in_one_transaction(function ()
			local saved, why = room:save(true);
			if not saved then error(why or "not saved", 0); end
		end);
	end
	if ok then
		room.parlor_unwritten = nil;
		return;
	end
	module:log("error", "%s could not be furnished: %s", room.jid, problem);
	return fault("wait", "internal-server-error");
end

--- What the room would say of this to nobody but who has asked for it, it does not say: they have the answer.
local function unsaid(room, from, work)
	local asker = jid.bare(from);
	for _, occupant in room:each_occupant() do
		if occupant.bare_jid ~= asker then return work(); end
	end
	room.broadcast = function () end;
	room.broadcast_message = function () return true; end;
	local ok, result = pcall(work);
	room.broadcast, room.broadcast_message = nil, nil;
	if not ok then error(result, 0); end
	return result;
end

---- What is asked for

local function person_in(item)
	local address, nick = jid.prep(item.attr.jid), item.attr.nick;
	if not address or jid.resource(address) then return nil, "An item needs a bare JID"; end
	if not AFFILIATIONS[item.attr.affiliation or ""] then return nil, "An item needs an affiliation"; end
	if nick then
		nick = resourceprep(nick, true);
		if not nick then return nil, "A nickname cannot be one"; end
	end
	return { jid = address, affiliation = item.attr.affiliation, nick = nick };
end

--- The wish as a table, or what is wrong with it: nothing has been done then.
local function read(element)
	local form, destroy = element:get_child("x", FORMS), element:get_child("destroy", NS);
	local wish = { form = form, destroy = destroy, people = {}, invitations = {}, is_later = element.attr.write == "later" };
	if element.attr.enter then
		wish.nick = resourceprep(element.attr.enter, true);
		if not wish.nick then return nil, "A nickname cannot be one"; end
	end
	if form and form.attr.type ~= "submit" then return nil, "The form is not submitted"; end
	for item in element:childtags("item", NS) do
		local person, text = person_in(item);
		if not person then return nil, text; end
		wish.people[#wish.people + 1] = person;
	end
	for invitation in element:childtags("invite", NS) do
		if not jid.prep(invitation.attr.to) then return nil, "An invitation needs the attribute to"; end
		wish.invitations[#wish.invitations + 1] = invitation;
	end
	local is_furnished = form or wish.nick or wish.people[1] or wish.invitations[1];
	if not is_furnished and not destroy then return nil, "Nothing is asked for"; end
	if is_furnished and destroy then return nil, "A room is furnished or destroyed"; end
	return wish;
end

---- The room

--- A new one has nobody yet.
local function make(address)
	local room, why = muc.create_room(address);
	if room then return room; end
	if why == "invalid-jid" then return nil, fault("modify", "jid-malformed"); end
	return nil, why ~= "room-exists" and fault("wait", "resource-constraint") or nil;
end

--- One that is there, of this owner.
local function find(address, from)
	local room = muc.get_room_from_jid(address);
	if room == nil then return nil, fault("cancel", "item-not-found"); end
	if not room then return nil, fault("wait", "resource-constraint"); end
	-- How Prosody marks one that is there and could not be read.
	if room._data.locked == math.huge then return nil, fault("wait", "internal-server-error"); end
	if room._data.destroyed then return nil, fault("cancel", "gone"); end
	if room:get_affiliation(from) ~= "owner" then
		return nil, fault("auth", "forbidden", "Only its owner furnishes a room");
	end
	return room;
end

---- The work

--- What Prosody's own handler says to who has asked is ours to pass on, when it is an error.
local function answering(origin, work)
	local answer;
	work(setmetatable({ send = function (stanza) answer = stanza; return true; end }, { __index = origin }));
	if not answer or answer.attr.type ~= "error" then return; end
	return fault(answer:get_error());
end

--- As Prosody's own handler of muc#admin does it.
local function affiliate(room, from, person)
	local address = person.nick and room.jid.."/"..person.nick;
	local known = address and room:get_occupant_by_nick(address);
	if known and known.bare_jid ~= person.jid then
		room:set_role(true, address, nil, "This nickname is reserved");
	end
	local data = person.nick and { reserved_nickname = person.nick } or nil;
	local ok, kind, condition = room:set_affiliation(from, person.jid, person.affiliation, nil, data);
	if not ok then return fault(kind, condition); end
end

--- Who makes a room hears that it is new (XEP-0045 §10.1.1, status 201): so they know that nobody else is a member of it.
local function as_new(room, work)
	room.publicise_occupant_status = function (self, occupant, x, ...)
		(x.self or x):tag("status", { code = "201" }):up();
		return muc.room_mt.publicise_occupant_status(self, occupant, x, ...);
	end
	local ok, problem = pcall(work);
	room.publicise_occupant_status = nil;
	if not ok then error(problem, 0); end
end

local function enter(room, nick, origin, from)
	local presence = st.presence({ from = from, to = room.jid.."/"..nick })
		:tag("x", { xmlns = MUC }):tag("history", { xmlns = MUC, maxstanzas = "0" }):reset();
	return answering(origin, function (proxy) room:handle_presence_to_occupant(proxy, presence); end);
end

local function configure_and_affiliate(room, wish, origin, stanza)
	if wish.form then
		local wrong = answering(origin, function (proxy) room:process_form(proxy, stanza); end);
		if wrong then return wrong; end
	end
	for _, person in ipairs(wish.people) do
		local wrong = affiliate(room, stanza.attr.from, person);
		if wrong then return wrong; end
	end
end

--- Up to where nothing is left to do but to invite.
local function furnish(room, wish, origin, stanza, is_new)
	local from = stanza.attr.from;
	if is_new then room:set_affiliation(true, jid.bare(from), "owner"); end
	local wrong = unsaid(room, from, function () return configure_and_affiliate(room, wish, origin, stanza); end);
	if wrong then return wrong; end
	if not wish.nick then return; end
	if not is_new then return enter(room, wish.nick, origin, from); end
	as_new(room, function () wrong = enter(room, wish.nick, origin, from); end);
	return wrong;
end

--- XEP-0045 §7.8.2; what stands beside the reason travels along.
local function invitation(room, from, element)
	local message = st.message({ from = jid.bare(from), to = room.jid })
		:tag("x", { xmlns = MUC_USER }):tag("invite", { to = element.attr.to })
			:text_tag("reason", element:get_child_text("reason", NS)):reset();
	for _, child in ipairs(element.tags) do
		if child.attr.xmlns ~= NS or child.name ~= "reason" and child.name ~= "body" then message:add_child(child); end
	end
	local body = element:get_child_text("body", NS);
	return body and message:body(body) or message;
end

local function invite(room, wish, origin, from)
	for _, element in ipairs(wish.invitations) do
		local wrong = answering(origin, function (proxy)
			room:handle_mediated_invite(proxy, invitation(room, from, element));
		end);
		if wrong then return wrong; end
	end
end

local function destroy(room, reason)
	local refused;
	local ok, problem = in_one_transaction(function ()
		local done, why = room:destroy(nil, reason);
		if not done then refused = fault(why or "cancel", "not-allowed"); end
	end);
	if ok then return refused; end
	module:log("error", "%s could not be destroyed: %s", room.jid, problem);
	return fault("wait", "internal-server-error");
end

--- What was wrong, or nothing when it is done. A room that could not be furnished is not made.
local function carry_out(wish, origin, stanza)
	local address, from = stanza.attr.to, stanza.attr.from;
	local made, wrong;
	if wish.nick then made, wrong = make(address); end
	if wrong then return wrong; end
	local room = made;
	if not room then room, wrong = find(address, from); end
	if wrong then return wrong; end
	if wish.destroy then return destroy(room, wish.destroy:get_child_text("reason", NS)); end
	wrong = written_once(room, wish.is_later, function () return furnish(room, wish, origin, stanza, made); end);
	if wrong and made then destroy(room); end
	return wrong or invite(room, wish, origin, from);
end

module:hook("iq-set/bare/"..NS..":furnish", function (event)
	local origin, stanza = event.origin, event.stanza;
	local function refuse(wrong)
		origin.send(st.error_reply(stanza, wrong.type, wrong.condition, wrong.text, module.host));
		return true;
	end
	if jid.host(stanza.attr.from) ~= desk then return refuse(fault("auth", "forbidden", "Only the desk furnishes rooms")); end
	local wish, text = read(stanza.tags[1]);
	if not wish then return refuse(fault("modify", "bad-request", text)); end
	local ok, wrong = pcall(carry_out, wish, origin, stanza);
	if not ok then
		module:log("error", "%s could not be furnished: %s", stanza.attr.to, wrong);
		wrong = fault("wait", "internal-server-error");
	end
	if wrong then return refuse(wrong); end
	module:log("debug", "%s is as it was asked for", stanza.attr.to);
	origin.send(st.reply(stanza));
	return true;
end);
