/**
 * The examples of XEP-0142 (version 0.3.1), the operator's half, letter for letter; `U:`, `S:` and `A:` say who speaks. A caption that
 * comes again has a number.
 */
export const examples = {
  'Presence Update': `
U: <presence from='alice@example.com/work' to='support@workgroup.example.com'>
U:   <agent-status xmlns='http://jabber.org/protocol/workgroup'>
U:     <max-chats>count</max-chats>
U:   </agent-status>
U: </presence>
`,
  'Agent Becomes Available': `
U: <presence from='alice@example.com/work'
U:             to='support@workgroup.example.com'>
U:   <show>chat</show>
U:   <agent-status xmlns='http://jabber.org/protocol/workgroup'>
U:     <max-chats>3</max-chats>
U:   </agent-status>
U: </presence>
`,
  'Notify-Agent Status Type': `
S: <presence to='alice@example.com/work' from='support@workgroup.example.com'>
S:   <notify-agents xmlns='http://jabber.org/protocol/workgroup'>
S:     <available>count</available>
S:     <current-chats>count</current-chats>
S:     <max-chats>count</max-chats>
S:   </notify-agents>
S: </presence>
`,
  'Agent Recives Update': `
S: <presence to='alice@example.com/work' from='support@wokgroup.example.com'>
S:   <notify-agents xmlns='http://jabber.org/protocol/workgroup'>
S:     <available>2</available>
S:     <current-chats>2</current-chats>
S:     <max-chats>7</max-chats>
S:   </notify-agents>
S: </presence>
`,
  'Notify-Queue Status Type': `
S: <presence to='alice@example.com/work' from='support@workgroup.example.com'>
S:   <notify-queue xmlns='http://jabber.org/protocol/workgroup'>
S:     <count>count</count>
S:     <oldest>YYYY-MM-DDTHH:mm:ss</oldest>
S:     <time>average-time-to-chat</time>
S:     <status>open</status>
S:   </notify-queue>
S: </presence>
`,
  'Notify-Queue-Details Status Type': `
S: <presence to='alice@example.com/work' from='support@workgroup.example.com'>
S:   <notify-queue-details xmlns='http://jabber.org/protocol/workgroup'>
S:     <user jid='user@example.net/home'>
S:       <position>pos</position>
S:       <time>estimated-time</time>
S:       <join-time>YYYY-MM-DDTHH:mm:SS</join-time>
S:     </user>
S:   </notify-queue-details>
S: </presence>
`,
  'Agent Receives Updates': `
S: <presence to='alice@example.com/work' from='support@workgroup.example.com'>
S:   <notify-queue xmlns='http://jabber.org/protocol/workgroup'>
S:     <count>1</count>
S:     <oldest>20050208T10:00:00</oldest>
S:     <time>30</time>
S:     <status>open</status>
S:   </notify-queue>
S: </presence>
S: <presence to='alice@example.com/work' from='support@workgroup.example.com'>
S:   <notify-queue-details xmlns='http://jabber.org/protocol/workgroup'>
S:     <user jid='user@example.net/home'>
S:       <position>1</position>
S:       <time>5</time>
S:       <join-time>20050208T10:00:00</join-time>
S:     </user>
S:   </notify-queue-details>
S: </presence>
`,
  'Request Element (2)': `
U: <iq to='support@workgroup.example.com' from='alice@example.com/work'
U:     id='id1' type='get'>
U:   <agent-status-request xmlns='http://jabber.org/protocol/workgroup'/>
U: </iq>
`,
  'Response Element (2)': `
S: <iq to='alice@example.com/work' from='support@workgroup.example.com'
S:     id='id1' type='result'>
S:   <agent-status-request xmlns='http://jabber.org/protocol/workgroup'>
S:     <agent jid='bob@example.com' />
S:   </agent-status-request>
S: </iq>
`,
  'Agent Status Update': `
S: <presence to='alice@example.com/work' from='bob@example.com/work'>
S:   <agent-status xmlns='http://jabber.org/protocol/workgroup'>
S:       <current-chats>2</current-chats>
S:       <max-chats>4</max-chats>
S:   </agent-status>
S: </presence>
`,
  'Offer Request': `
S: <iq from='support@workgroup.example.com' to='alice@example.com/work' id='id1' type='set'>
S:   <offer xmlns='http://jabber.org/protocol/workgroup' jid='user@example.net/home'>
S:     <timeout>seconds</timeout>
S:   </offer>
S: </iq>
`,
  'Offer Response': `
A: <iq from='alice@example.com/work' to='support@workgroup.example.com' id='id1' type='result'/>
`,
  'Agent is Offered a Chat': `
S: <iq to='alice@example.com/work'
S:     from='support@workgroup.example.com'
S:     id='id1'
S:     type='set'>
S:   <offer xmlns='http://jabber.org/protocol/workgroup' jid='user@example.net/home'>
S:     <timeout>30</timeout>
S:   </offer>
S: </iq>
A: <iq to='support@workgroup.example.com'
A:     from='alice@example.com/work'
A:     id='id1'
A:     type='result'/>
`,
  'Offer Including Meta-Data': `
S: <iq to='alice@example.com/work'
S:     from='support@workgroup.example.com'
S:     id='id2'
S:     type='set'>
S:   <offer xmlns='http://jabber.org/protocol/workgroup' jid='user@example.net/home'>
S:     <timeout>30</timeout>
S:     <crm xmlns='http://www.example.com/xmpp/workgroup'>
S:       <user-id>423498ae84f</user-id>
S:       <product>Widget 1.0</product>
S:     </crm>
S:   </offer>
S: </iq>
A: <iq to='support@workgroup.example.com'
A:     from='alice@example.com/work'
A:     id='id2'
A:     type='result'/>
`,
  'Offer Accept Request': `
A: <iq to='support@workgroup.example.com' from='alice@example.com/work' id='id1' type='set'>
A:   <offer-accept jid='user@example.net/home' xmlns='http://jabber.org/protocol/workgroup' />
A: </iq>
`,
  'Offer Reject Request': `
A: <iq to='support@workgroup.example.com' from='alice@example.com/work' id='id1' type='set'>
A:   <offer-reject jid='user@example.net/home' xmlns='http://jabber.org/protocol/workgroup'/>
A: </iq>
`,
  'Offer Response (2)': `
S: <iq to='alice@example.com/work' from='support@workgroup.example.com' id='id1' type='result'/>
`,
  'Agent Accepts Chat': `
A: <iq from='alice@example.com/work'
A:       to='support@workgroup.example.com'
A:       id='id3'
A:     type='set'>
A:   <offer-accept jid='user@example.net/home' xmlns='http://jabber.org/protocol/workgroup'/>
A: </iq>
S: <iq from='support@workgroup.example.com'
S:     to='alice@example.com/work'
S:     id='id3'
S:     type='result'/>
`,
  'Offer Revoke Request': `
S: <iq from='support@workgroup.example.com' to='alice@example.com/work' id='id1' type='set'>
S:   <offer-revoke jid='user@example.net/home' xmlns='http://jabber.org/protocol/workgroup'>
S:     <reason>
S:       [natural-language text]
S:     </reason>
S:   </offer-revoke>
S: </iq>
`,
  'Offer Response (3)': `
A: <iq from='alice@example.com/work' to='support@workgroup.example.com' id='id1' type='result'/>
`,
  'Offer Revoked Due to Timeout': `
S: <iq to='alice@example.com/work'
S:     from='support@workgroup.example.com'
S:     id='id4'
S:     type='set'>
S:   <offer-revoke xmlns='http://jabber.org/protocol/workgroup' jid='user@example.net/home'>
S:       <reason>
S:         Offer timed out
S:       </reason>
S:   </offer-revoke>
S: </iq>
A: <iq to='support@workgroup.example.com'
A:     from='alice@example.com/work'
A:       id='id4'
A:     type='result'/>
`,
  'Invitation Meta-Data': `
<offer xmlns='http://jabber.org/protocol/workgroup' jid='user@example.net/home'>
`,
  'An Invitation (2)': `
S: <message
S:     from='roomname@chatserver.example.com'
S:     to='alice@example.com/work'>
S:   <x xmlns='http://jabber.org/protocol/muc#user'>
S:     <invite from='support@workgroup.example.com'>
S:       <reason>
S:       Please join the chat room to start your chat with user@example.net.
S:       </reason>
S:     </invite>
S:   </x>
S:   <offer xmlns='http://jabber.org/protocol/workgroup' jid='user@example.net/home'/>
S: </message>
`,
  'Workgroup Service Discovery': `
U: <iq to='example.com' from='user@example.net/home' id='id1' type='get'>
U:     <query xmlns='http://jabber.org/protocol/disco#items'/>
U: </iq>
S: <iq from='example.com' to='user@example.net/home' id='id1' type='result'>
S:    <query xmlns='http://jabber.org/protocol/disco#items'>
S:        <item jid='workgroup.example.com' name='Example.com Live Assistant'/>
S:    </query>
S: </iq>

U: <iq to='workgroup.example.com' from='user@example.net/home' id='id2' type='get'>
U:    <query xmlns='http://jabber.org/protocol/disco#info'/>
U: </iq>
S: <iq from='workgroup.example.com' to='user@example.net/home' id='i2' type='result'>
S:    <query xmlns='http://jabber.org/protocol/disco#info'>
S:        <identity category='collaboration' name='Live Assistant' type='workgroup'/>
S:        <feature var='http://jabber.org/protocol/workgroup'/>
S:        <feature var='http://jabber.org/protocol/disco#info'/>
S:    </query>
S: </iq>

U: <iq to='workgroup.example.com' from='user@example.net/home' id='id3' type='get'>
U:     <query xmlns='http://jabber.org/protocol/disco#items'/>
U: </iq>
S: <iq from='workgroup.example.com' to='user@example.net/home' id='id3' type='result'>
S:     <query xmlns='http://jabber.org/protocol/disco#items'>
S:         <item jid='support@workgroup.example.com' name='Example.com Support Live Assistant'/>
S:         <item jid='sales@workgroup.example.com' name='Example.com Sales Live Assistant'/>
S:     </query>
S: </iq>

U: <iq to='support@workgroup.example.com' from='user@example.net/home' id='id4' type="get'>
U:     <query xmlns='http://jabber.org/protocol/disco#info'/>
U: </iq>
S: <iq from='support@workgroup.example.com' to='user@example.net/home' id='id4' type='result'>
S:     <query xmlns='http://jabber.org/protocol/disco#info'>
S:         <identity category='collaboration' name='demo' type='workgroup'/>
S:         <feature var='http://jabber.org/protocol/disco#info'/>
S:         <x xmlns='jabber:x:data' type='result'>
S:             <field var='FORM_TYPE' type='hidden'>
S:                 <value>http://jabber.org/protocol/workgroup#workgroupinfo</value>
S:             </field>
S:             <field var='workgroup#description' label='Description'>
S:                 <value>Example.com Support Workgroup</value>
S:             </field>
S:             <field var='workgroup#online' label='Status'>
S:                 <value>ready</value>
S:             </field>
S:         </x>
S:     </query>
S: </iq>
`,
} as const
