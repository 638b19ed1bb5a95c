%% Clients that acknowledge too much keep their session (XEP-0198). For ejabberd 23.01 to 24.12, on the operators' host.
%%
%% `@xmpp/client` 0.14, and every bot and client made with it, counts what came before `<enabled/>` too when it signs in
%% quickly. ejabberd then ends the stream: "Client acknowledged more stanzas than sent by server". What it says beyond what was
%% sent is taken for all that was sent.

-module(mod_parlor_acks).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([heard/2]).

-include("xmpp.hrl").

%% Before `mod_stream_mgmt`, which has 50.
start(Host, _Options) ->
	ejabberd_hooks:add(c2s_authenticated_packet, Host, ?MODULE, heard, 40),
	ok.

stop(Host) ->
	ejabberd_hooks:delete(c2s_authenticated_packet, Host, ?MODULE, heard, 40),
	ok.

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Options) -> [{mod_stream_mgmt, hard}].

mod_opt_type(_) -> [].

mod_options(_Host) -> [].

mod_doc() -> #{}.

heard(#{mgmt_stanzas_out := Sent} = State, #sm_a{h = Said} = Ack) when Said > Sent ->
	mod_stream_mgmt:c2s_authenticated_packet(State, Ack#sm_a{h = Sent});
heard(State, _) -> State.
