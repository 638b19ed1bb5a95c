%% For operators in whichever client they like. For ejabberd 23.01 to 24.12, on the operators' host.
%%
%% Who adds a workgroup to the contacts wants to be seen by it: its own request is answered here, without a second question.

-module(mod_parlor_operators).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([asked/2]).

-include("xmpp.hrl").

%% Before `mod_roster`, which has 50.
start(Host, _Options) ->
	ejabberd_hooks:add(roster_in_subscription, Host, ?MODULE, asked, 40),
	ok.

stop(Host) ->
	ejabberd_hooks:delete(roster_in_subscription, Host, ?MODULE, asked, 40),
	ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Options) -> [{mod_roster, hard}].

mod_opt_type(desk) -> econf:domain().

%% The component's host, whose workgroups are trusted.
mod_options(_Host) -> [{desk, <<>>}].

mod_doc() -> #{}.

asked(Acc, #presence{type = subscribe, from = #jid{lserver = Host} = Workgroup, to = #jid{lserver = Own} = Operator} = Presence) ->
	case gen_mod:get_module_opt(Own, ?MODULE, desk) == Host andalso has_added(Operator, Workgroup) of
		false -> Acc;
		true ->
			mod_roster:in_subscription(Acc, Presence),
			Yes = #presence{type = subscribed, from = jid:remove_resource(Operator), to = Workgroup},
			mod_roster:out_subscription(Yes),
			ejabberd_router:route(Yes),
			show(jid:remove_resource(Operator), Workgroup),
			{stop, false}
	end;
asked(Acc, _) -> Acc.

has_added(#jid{luser = User, lserver = Own}, Workgroup) ->
	{Subscription, Ask, _} = mod_roster:get_jid_info({none, none, []}, User, Own, Workgroup),
	lists:member(Subscription, [to, both]) orelse lists:member(Ask, [out, both, subscribe]).

%% With every client that is there.
show(#jid{luser = User, lserver = Own} = Operator, Workgroup) ->
	lists:foreach(
		fun(Resource) ->
			case present(ejabberd_sm:get_session_pid(User, Own, Resource)) of
				#presence{type = available} = Presence ->
					From = jid:replace_resource(Operator, Resource),
					ejabberd_router:route(xmpp:set_from_to(Presence, From, Workgroup));
				_ -> ok
			end
		end, ejabberd_sm:get_user_resources(User, Own)).

%% Who has gone meanwhile is not there.
present(Client) ->
	try ejabberd_c2s:get_presence(Client) catch _:_ -> gone end.
