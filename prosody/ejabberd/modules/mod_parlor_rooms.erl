%% Rooms of Parlor's desk (XEP-0045), for ejabberd 23.01 to 24.12: what the room itself has no setting for.
%%
%% Privacy: an operator's own status text, avatar and client are not shown to the people in the room.
%% Archive: no hint keeps a message out of it (XEP-0334); what people have read is in the transcript.
%% Silence: whom the room shows to moderators only (the desk, a supervisor who listens) is not shown either when it puts them out.
%% Invitations: they keep the desk's words, and are not stored by anybody where it says so.

-module(mod_parlor_rooms).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([seen/3, said/3, invited/7, told/1]).

-include("xmpp.hrl").

-define(MUC, <<"http://jabber.org/protocol/muc">>).
-define(MUC_USER, <<"http://jabber.org/protocol/muc#user">>).
-define(PARLOR, <<"urn:parlor:1">>).
-define(HINTS, <<"urn:xmpp:hints">>).

start(Host, _Options) ->
	persistent_term:put({?MODULE, gen_mod:get_module_opt(Host, ?MODULE, rooms)}, true),
	ejabberd_hooks:add(muc_filter_presence, Host, ?MODULE, seen, 50),
	ejabberd_hooks:add(muc_filter_message, Host, ?MODULE, said, 5),
	ejabberd_hooks:add(muc_invite, Host, ?MODULE, invited, 50),
	ejabberd_hooks:add(filter_packet, ?MODULE, told, 50),
	ok.

stop(Host) ->
	persistent_term:erase({?MODULE, gen_mod:get_module_opt(Host, ?MODULE, rooms)}),
	ejabberd_hooks:delete(muc_filter_presence, Host, ?MODULE, seen, 50),
	ejabberd_hooks:delete(muc_filter_message, Host, ?MODULE, said, 5),
	ejabberd_hooks:delete(muc_invite, Host, ?MODULE, invited, 50),
	ejabberd_hooks:delete(filter_packet, ?MODULE, told, 50),
	ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Options) -> [{mod_muc, hard}].

mod_opt_type(rooms) -> econf:domain().

%% The host of `mod_muc` where Parlor's rooms are.
mod_options(_Host) -> [{rooms, <<>>}].

mod_doc() -> #{}.

seen(#presence{} = Presence, _Room, _Nick) ->
	Kept = [Child || Child <- Presence#presence.sub_els, lists:member(xmpp:get_ns(Child), [?MUC, ?PARLOR])],
	Presence#presence{status = [], sub_els = Kept};
seen(Other, _, _) -> Other.

said(#message{} = Message, _Room, _Nick) ->
	Kept = [Child || Child <- Message#message.sub_els, xmpp:get_ns(Child) =/= ?HINTS orelse xmpp:get_name(Child) == <<"store">>],
	Message#message{sub_els = Kept};
said(Other, _, _) -> Other.

%% Beside the invitation stands what the desk has said beside it.
invited(#message{} = Invitation, _Room, _Config, _From, _To, _Reason, #message{body = Words} = Asked) ->
	Beside = [Child || Child <- Asked#message.sub_els, xmpp:get_ns(Child) =/= ?MUC_USER],
	Invitation#message{
		body = case Words of [] -> Invitation#message.body; _ -> Words end,
		sub_els = Invitation#message.sub_els ++ Beside
	};
invited(Other, _, _, _, _, _, _) -> Other.

%% Presence that a room sends, in the room's own process. It shows the address to moderators only: by that one knows for whom it is.
told(#presence{type = Type, from = #jid{lserver = Host, lresource = Nick}} = Presence) when Nick =/= <<>>, Type =/= error ->
	case persistent_term:get({?MODULE, Host}, false) of
		true -> shown(Presence, {?MODULE, shown, jid:tolower(Presence#presence.from)});
		false -> Presence
	end;
%% Whoever comes back to a chat that is over reads so, and not that they may make no room.
told(#presence{type = error, from = #jid{luser = Room, lserver = Host}} = Refusal) ->
	case persistent_term:get({?MODULE, Host}, false) andalso mod_muc:find_online_room(Room, Host) == error of
		true ->
			Rest = [Child || Child <- Refusal#presence.sub_els, xmpp:get_name(Child) =/= <<"error">>],
			Refusal#presence{sub_els = [over() | Rest]};
		false -> Refusal
	end;
%% Nor does the number of people tell of them (disco#info).
told(#iq{type = result, from = #jid{lserver = Host, lresource = <<>>}, sub_els = [#disco_info{xdata = Forms} = Info]} = Answer) ->
	case persistent_term:get({?MODULE, Host}, false) of
		true -> Answer#iq{sub_els = [Info#disco_info{xdata = [uncounted(Form) || Form <- Forms]}]};
		false -> Answer
	end;
told(Other) -> Other.

over() -> #stanza_error{type = cancel, reason = #gone{}, text = xmpp:mk_text(<<"This chat has ended.">>, <<"en">>)}.

uncounted(#xdata{fields = Fields} = Form) ->
	Form#xdata{fields = [Field || #xdata_field{var = Name} = Field <- Fields, Name =/= <<"muc#roominfo_occupants">>]}.

shown(#presence{type = Type} = Presence, Key) ->
	case {Type, xmpp:get_subtag(Presence, #muc_user{})} of
		{available, #muc_user{items = [#muc_item{jid = undefined} | _]}} ->
			put(Key, true),
			Presence;
		{available, #muc_user{items = [#muc_item{role = moderator} | _]}} ->
			erase(Key),
			Presence;
		{unavailable, #muc_user{items = [#muc_item{jid = undefined} | _], status_codes = Codes}} ->
			%% Banned, kicked, put out: the end of the room itself is told to everybody, in their own name.
			IsPutOut = lists:any(fun(Code) -> lists:member(Code, [301, 307, 321, 322]) end, Codes),
			case IsPutOut andalso get(Key) =/= true andalso not lists:member(110, Codes) of
				true -> drop;
				false -> Presence
			end;
		_ -> Presence
	end.
