%% Rooms of Parlor's desk (XEP-0045), for ejabberd 23.01 to 24.12: what the room itself has no setting for.
%%
%% Privacy: an operator's own status text, avatar and client are not shown to the people in the room.
%% Archive: no hint keeps a message out of it (XEP-0334); what people have read is in the transcript.

-module(mod_parlor_rooms).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([seen/3, said/3]).

-include_lib("xmpp/include/xmpp.hrl").

-define(MUC, <<"http://jabber.org/protocol/muc">>).
-define(PARLOR, <<"urn:parlor:1">>).
-define(HINTS, <<"urn:xmpp:hints">>).

start(Host, _Options) ->
	ejabberd_hooks:add(muc_filter_presence, Host, ?MODULE, seen, 50),
	ejabberd_hooks:add(muc_filter_message, Host, ?MODULE, said, 5),
	ok.

stop(Host) ->
	ejabberd_hooks:delete(muc_filter_presence, Host, ?MODULE, seen, 50),
	ejabberd_hooks:delete(muc_filter_message, Host, ?MODULE, said, 5),
	ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Options) -> [{mod_muc, hard}].

mod_opt_type(_) -> [].

mod_options(_Host) -> [].

mod_doc() -> #{}.

seen(#presence{} = Presence, _Room, _Nick) ->
	Kept = [Child || Child <- Presence#presence.sub_els, lists:member(xmpp:get_ns(Child), [?MUC, ?PARLOR])],
	Presence#presence{status = [], sub_els = Kept};
seen(Other, _, _) -> Other.

said(#message{} = Message, _Room, _Nick) ->
	Kept = [Child || Child <- Message#message.sub_els, xmpp:get_ns(Child) =/= ?HINTS orelse xmpp:get_name(Child) == <<"store">>],
	Message#message{sub_els = Kept};
said(Other, _, _) -> Other.
