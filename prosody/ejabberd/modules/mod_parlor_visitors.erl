%% Closes an anonymous host: what is not allowed here is refused. For ejabberd 23.01 to 24.12.
%%
%% A visitor reaches the desk (Parlor's component), the room they were let into, and XEP-0199 ping. No services of the
%% server, no operators, no other visitors, nothing private in a room, nothing that would slip past the archive.
%% The other way round, only the desk and the rooms reach a visitor.
%%
%% The same rules as `mod_parlor_visitors.lua` beside it. Stanzas are looked at as XML, so that it fits every version.

-module(mod_parlor_visitors).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([outgoing/1, incoming/1, delivered/1]).

-define(MUC_USER, <<"http://jabber.org/protocol/muc#user">>).
-define(DISCO, <<"http://jabber.org/protocol/disco#info">>).
-define(MAM, <<"urn:xmpp:mam:2">>).
-define(PING, <<"urn:xmpp:ping">>).
-define(SESSION, <<"urn:ietf:params:xml:ns:xmpp-session">>).
-define(SERVICES, <<"urn:xmpp:extdisco:2">>).
-define(HINTS, <<"urn:xmpp:hints">>).
-define(XHTML, <<"http://jabber.org/protocol/xhtml-im">>).
-define(CALLS, <<"urn:xmpp:call-invites:0">>).
-define(JINGLE, <<"urn:xmpp:jingle:1">>).

%% Payloads that may stand in a room message without a body: what people see of each other, kept or not.
-define(BODYLESS, [
	<<"http://jabber.org/protocol/chatstates">>, % XEP-0085
	<<"urn:xmpp:chat-markers:0">>,               % XEP-0333
	<<"urn:xmpp:receipts">>,                     % XEP-0184
	<<"urn:xmpp:sid:0">>,                        % XEP-0359
	<<"urn:xmpp:reactions:0">>,                  % XEP-0444, when one is taken back: it has no text
	?CALLS                                       % XEP-0482
]).

-define(SMALL, 2048).  % bytes, of what has no body
-define(MOST, 1000).   % elements of one stanza; a form with fifty fields has some hundred
-define(DEEPEST, 16).

%%% The module

start(Host, _Options) ->
	ejabberd_hooks:add(user_send_packet, Host, ?MODULE, outgoing, 5),
	ejabberd_hooks:add(user_receive_packet, Host, ?MODULE, incoming, 5),
	ejabberd_hooks:add(sm_receive_packet, Host, ?MODULE, delivered, 5),
	ok.

stop(Host) ->
	ejabberd_hooks:delete(user_send_packet, Host, ?MODULE, outgoing, 5),
	ejabberd_hooks:delete(user_receive_packet, Host, ?MODULE, incoming, 5),
	ejabberd_hooks:delete(sm_receive_packet, Host, ?MODULE, delivered, 5),
	ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Options) -> [].

mod_opt_type(desk) -> econf:domain();
mod_opt_type(rooms) -> econf:domain();
mod_opt_type(rate) -> econf:pos_int();
mod_opt_type(burst) -> econf:pos_int();
mod_opt_type(message_size) -> econf:pos_int().

%% `rate`: stanzas a second, in the long run. `message_size`: bytes of one body.
mod_options(_Host) ->
	[{desk, <<>>}, {rooms, <<>>}, {rate, 4}, {burst, 60}, {message_size, 16384}].

mod_doc() -> #{}.

option(Name, Host) -> gen_mod:get_module_opt(Host, ?MODULE, Name).

%%% From a visitor

outgoing({Stanza, #{lserver := Own} = State}) ->
	Xml = xmpp:encode(Stanza),
	Kind = kind(Xml),
	case ration(Kind, Own, State) of
		{cut_off, Poorer} ->
			error_logger:warning_msg("A visitor at ~p is cut off: far too much at once", [maps:get(ip, Poorer, unknown)]),
			{stop, {drop, xmpp_stream_in:send(Poorer, xmpp:serr_policy_violation(<<"Far too much at once">>, <<"en">>))}};
		{wait, Poorer} ->
			refuse(Stanza, Poorer, xmpp:err_resource_constraint(<<"Too much at once">>, <<"en">>));
		{go_on, Poorer} ->
			case judge(Xml, Kind, xmpp:get_to(Stanza), Poorer) of
				pass -> {without_markup(Stanza), Poorer};
				drop -> {stop, {drop, Poorer}};
				Error -> refuse(Stanza, Poorer, Error)
			end
	end.

judge(Xml, Kind, To, #{lserver := Own, jid := Self} = State) ->
	case few_elements(Xml) of
		false -> policy_violation(<<"Too many elements">>);
		true -> rule(place(jid:tolower(To), jid:tolower(jid:remove_resource(Self)), Own), Xml, Kind, To, State)
	end.

%% Without `to` a stanza is for the sender's own account: the server.
place({User, Own, <<>>}, {User, Own, _}, Own) -> server;
place({<<>>, Host, Resource}, _, Own) ->
	Desk = option(desk, Own),
	case Host of
		Own when Resource == <<>> -> server;
		Desk -> desk;
		_ -> nowhere
	end;
place({_, Host, _}, _, Own) ->
	Desk = option(desk, Own),
	Rooms = option(rooms, Own),
	case Host of
		Desk -> desk;
		Rooms -> room;
		_ -> nowhere
	end.

rule(server, Xml, Kind, _, _) ->
	case {name(Xml), payload(Xml)} of
		{<<"iq">>, Ns} when Ns == ?PING; Ns == ?SESSION -> pass;
		{<<"iq">>, ?SERVICES} when Kind == <<"get">> -> pass;
		{<<"presence">>, _} -> seated(Kind);
		_ -> unavailable()
	end;
rule(desk, Xml, Kind, _, _) ->
	case name(Xml) of
		<<"presence">> -> seated(Kind);
		_ -> pass
	end;
rule(room, Xml, Kind, To, #{lserver := Own} = State) ->
	Resource = nick(To),
	case name(Xml) of
		<<"iq">> -> iq_to_room(Xml, Kind, Resource, To, State);
		<<"presence">> -> presence_to_room(Kind, Resource, To, State);
		<<"message">> when Kind == <<"groupchat">>, Resource == <<>> -> groupchat(Xml, Own);
		_ -> policy_violation(<<"Only the room is spoken to">>)
	end;
rule(nowhere, Xml, _, _, _) ->
	case name(Xml) of
		<<"presence">> -> drop;
		_ -> unavailable()
	end.

%% The other types are subscriptions and probes.
seated(<<"available">>) -> pass;
seated(<<"unavailable">>) -> pass;
seated(_) -> drop.

iq_to_room(Xml, Kind, Resource, To, #{lserver := Own} = State) ->
	case payload(Xml) of
		_ when Kind == <<"result">>; Kind == <<"error">> -> pass;
		?PING -> pass;
		?MAM when Resource == <<>> -> pass;
		?DISCO when Resource == <<>>, Kind == <<"get">> -> pass;
		?JINGLE when Kind == <<"set">>, Resource =/= <<>> ->
			case lists:member({room(To), Resource}, maps:get(parlor_callers, State, [])) of
				false -> unavailable();
				true ->
					case weight(Xml) > 4 * option(message_size, Own) of
						true -> policy_violation(<<"The call is too large">>);
						false -> pass
					end
			end;
		_ -> unavailable()
	end.

%% The name stays that one has come with; and nobody is called like the desk, which may be away for a moment.
presence_to_room(_, <<>>, _, _) -> drop;
presence_to_room(<<"available">>, Nick, To, State) ->
	case {maps:find(room(To), maps:get(parlor_names, State, #{})), string:casefold(string:trim(Nick))} of
		{{ok, Nick}, _} -> pass;
		{{ok, _}, _} -> xmpp:err_not_acceptable(<<"You keep the name you came with">>, <<"en">>);
		{error, <<"desk">>} -> xmpp:err_conflict(<<"That is the desk's name">>, <<"en">>);
		{error, _} -> pass
	end;
presence_to_room(Kind, _, _, _) -> seated(Kind).

groupchat(Xml, Own) ->
	Children = children(Xml),
	Body = [Child || Child <- Children, name(Child) == <<"body">>, ns(Child) == <<>>],
	Hidden = [Child || Child <- Children, ns(Child) == ?HINTS, name(Child) =/= <<"store">>],
	Loud = [Child || Child <- Children, not is_quiet(Child)],
	Calls = [Child || Child <- Children, ns(Child) == ?CALLS, name(Child) == <<"invite">>],
	case {Hidden, Body, Loud} of
		_ when Calls =/= [] -> policy_violation(<<"Visitors ask for no call in this room">>);
		{[_ | _], _, _} -> policy_violation(<<"Messages in this room are kept">>);
		{_, [], [_ | _]} -> policy_violation(<<"A message in this room needs a body">>);
		{_, [], _} ->
			case has_text(Xml) orelse weight(Xml) > ?SMALL of
				true -> policy_violation(<<"Text in this room needs a body">>);
				false -> pass
			end;
		{_, [First | _], _} ->
			case byte_size(fxml:get_tag_cdata(First)) > option(message_size, Own) of
				true -> policy_violation(<<"The message is too long">>);
				false -> pass
			end
	end.

is_quiet(Child) ->
	lists:member(ns(Child), [?HINTS | ?BODYLESS]) orelse name(Child) == <<"thread">>.

%% Words where no client looks for any, and every archive keeps them.
has_text({xmlel, _, _, Nodes}) -> lists:any(fun has_text/1, Nodes);
has_text({xmlcdata, Text}) -> string:trim(Text) =/= <<>>.

without_markup(Stanza) ->
	case [Child || Child <- xmpp:get_els(Stanza), xmpp:get_ns(Child) == ?XHTML] of
		[] -> Stanza;
		_ -> xmpp:set_els(Stanza, [Child || Child <- xmpp:get_els(Stanza), xmpp:get_ns(Child) =/= ?XHTML])
	end.

%% Answers with an error where one may be answered, and ends the stanza's way.
refuse(Stanza, State, Error) ->
	case lists:member(kind(xmpp:encode(Stanza)), [<<"error">>, <<"result">>]) of
		true -> {stop, {drop, State}};
		false -> {stop, {drop, xmpp_stream_in:send_error(State, Stanza, Error)}}
	end.

unavailable() -> xmpp:err_service_unavailable().

policy_violation(Text) -> xmpp:err_policy_violation(Text, <<"en">>).

%% Refusing costs as much as passing on: who goes on all the same, and as often again, is cut off. Leaving is always
%% possible, or a busy visitor could not go.
ration(<<"unavailable">>, _, State) -> {go_on, State};
ration(_, Own, State) ->
	Rate = option(rate, Own),
	Burst = option(burst, Own),
	Now = erlang:monotonic_time(millisecond),
	case take(Now, Rate, Burst, maps:get(parlor_ration, State, {Burst, Now})) of
		{true, Left} -> {go_on, State#{parlor_ration => Left}};
		{false, Left} ->
			Poorer = State#{parlor_ration => Left},
			case take(Now, Rate, 2 * Burst, maps:get(parlor_refusals, State, {2 * Burst, Now})) of
				{true, Fewer} -> {wait, Poorer#{parlor_refusals => Fewer}};
				{false, Fewer} -> {cut_off, Poorer#{parlor_refusals => Fewer}}
			end
	end.

take(Now, Rate, Burst, {Had, Since}) ->
	Has = min(Burst, Had + (Now - Since) * Rate / 1000),
	case Has >= 1 of
		true -> {true, {Has - 1, Now}};
		false -> {false, {Has, Now}}
	end.

%%% To a visitor

%% Whoever is not the desk, a room or the server is answered as if nobody were there.
delivered(Stanza) ->
	{_, Host, _} = jid:tolower(xmpp:get_from(Stanza)),
	{_, Own, _} = jid:tolower(xmpp:get_to(Stanza)),
	case lists:member(Host, [Own, option(desk, Own), option(rooms, Own)]) of
		true -> Stanza;
		false ->
			case name(xmpp:encode(Stanza)) of
				<<"presence">> -> ok;
				_ -> ejabberd_router:route_error(Stanza, unavailable())
			end,
			{stop, drop}
	end.

%% Notes under which name a room has let this session in (XEP-0045 §7.2.2, status 110), and who asks for a call.
incoming({Stanza, #{lserver := Own} = State}) ->
	From = xmpp:get_from(Stanza),
	case jid:tolower(From) of
		{_, Host, Nick} when Nick =/= <<>> ->
			case option(rooms, Own) of
				Host -> {Stanza, note(xmpp:encode(Stanza), From, State)};
				_ -> {Stanza, State}
			end;
		_ -> {Stanza, State}
	end;
incoming(Dropped) -> Dropped.

note(Xml, From, State) ->
	case {name(Xml), kind(Xml)} of
		{<<"presence">>, <<"available">>} -> note_name(Xml, From, State);
		{<<"message">>, <<"groupchat">>} -> note_call(Xml, From, State);
		_ -> State
	end.

note_name(Xml, From, State) ->
	Own = [Status || X <- children(Xml), ns(X) == ?MUC_USER, Status <- children(X),
		name(Status) == <<"status">>, fxml:get_tag_attr_s(<<"code">>, Status) == <<"110">>],
	case Own of
		[] -> State;
		_ -> State#{parlor_names => maps:put(room(From), nick(From), maps:get(parlor_names, State, #{}))}
	end.

%% Only an invitation from the room, or a yes to one, counts, and not one's own.
note_call(Xml, From, State) ->
	Caller = {room(From), nick(From)},
	Others = lists:delete(Caller, maps:get(parlor_callers, State, [])),
	Words = [name(Child) || Child <- children(Xml), ns(Child) == ?CALLS],
	IsOwn = maps:find(room(From), maps:get(parlor_names, State, #{})) == {ok, nick(From)},
	Asks = lists:member(<<"invite">>, Words) orelse lists:member(<<"accept">>, Words),
	case {IsOwn, Asks, Words -- [<<"reject">>]} of
		{false, true, _} -> State#{parlor_callers => [Caller | Others]};
		{false, false, [_ | _]} -> State#{parlor_callers => Others};
		_ -> State
	end.

%%% XML

name({xmlel, Name, _, _}) -> Name.

children({xmlel, _, _, Nodes}) -> [Node || {xmlel, _, _, _} = Node <- Nodes].

%% Empty where it is the stream's own.
ns(Element) ->
	case fxml:get_tag_attr_s(<<"xmlns">>, Element) of
		<<"jabber:client">> -> <<>>;
		Ns -> Ns
	end.

payload(Xml) ->
	case children(Xml) of
		[First | _] -> ns(First);
		[] -> <<>>
	end.

kind(Xml) ->
	case {fxml:get_tag_attr_s(<<"type">>, Xml), name(Xml)} of
		{<<>>, <<"presence">>} -> <<"available">>;
		{<<>>, <<"message">>} -> <<"normal">>;
		{Kind, _} -> Kind
	end.

weight(Xml) -> byte_size(fxml:element_to_binary(Xml)).

few_elements(Xml) ->
	case count(Xml, 1) of
		many -> false;
		_ -> true
	end.

%% How many there are below, or `many`: too many, or too deep.
count(_, Depth) when Depth > ?DEEPEST -> many;
count(Element, Depth) ->
	lists:foldl(
		fun(_, many) -> many;
		   (Child, Sum) ->
			case count(Child, Depth + 1) of
				many -> many;
				Below when Sum + Below + 1 > ?MOST -> many;
				Below -> Sum + Below + 1
			end
		end, 0, children(Element)).

room(Jid) -> jid:tolower(jid:remove_resource(Jid)).

nick(Jid) -> element(3, jid:split(Jid)).
