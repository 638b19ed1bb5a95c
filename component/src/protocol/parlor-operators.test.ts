import * as names from '../../protocol/names.js'
import { buildSubmit } from './forms.ts'
import { pairs, rejects } from './pairs.kit.ts'
import * as parlor from './parlor.ts'

const P = `xmlns='urn:parlor:1'`

pairs('ended, with an answer', { build: parlor.buildEnded, parse: parlor.parseEnded }, [
  {
    title: 'what to do instead',
    xml: `<ended ${P} case='7k3q9x' reason='waited-too-long'><answer do='workgroup' jid='sales@support.localhost'/></ended>`,
    value: {
      case: '7k3q9x',
      reason: 'waited-too-long',
      instead: { workgroup: 'sales@support.localhost' },
    },
  },
])

pairs('answer', { build: parlor.buildAnswer, parse: parlor.parseAnswer }, [
  { title: 'a message', xml: `<answer ${P} do='message'/>`, value: 'message' },
  { title: 'a call back', xml: `<answer ${P} do='message' callback='true'/>`, value: 'callback' },
  {
    title: 'another workgroup',
    xml: `<answer ${P} do='workgroup' jid='sales@support.localhost'/>`,
    value: { workgroup: 'sales@support.localhost' },
  },
  {
    title: 'another place',
    xml: `<answer ${P} do='redirect' url='https://shop.example/help'/>`,
    value: { redirect: 'https://shop.example/help' },
  },
])
rejects('answer', parlor.parseAnswer, {
  'something else': `<answer ${P} do='cry'/>`,
  'no workgroup': `<answer ${P} do='workgroup'/>`,
  'what is no place': `<answer ${P} do='redirect' url='javascript:alert(1)'/>`,
})

pairs('transfer', { build: parlor.buildTransfer, parse: parlor.parseTransfer }, [
  {
    title: 'a chat to take over',
    xml: `<transfer ${P} by='anna@localhost' as='owner'><note>check the refund</note></transfer>`,
    value: { by: 'anna@localhost', as: 'owner', note: 'check the refund' },
  },
  {
    title: 'a chat to come into',
    xml: `<transfer ${P} by='anna@localhost' as='colleague'/>`,
    value: { by: 'anna@localhost', as: 'colleague' },
  },
])
rejects('transfer', parlor.parseTransfer, {
  'nobody who asks': `<transfer ${P} as='owner'/>`,
  'an unknown part': `<transfer ${P} by='a@b' as='spy'/>`,
})

pairs<parlor.CaseNews>('news', { build: parlor.buildNews, parse: parlor.parseNews }, [
  ...names.NEWS.map((what) => ({
    title: what,
    xml: `<news ${P} case='7k3q9x' what='${what}' who='ben@localhost'/>`,
    value: { case: '7k3q9x', what, who: 'ben@localhost' },
  })),
  {
    title: 'nobody',
    xml: `<news ${P} case='7k3q9x' what='transfer-failed'/>`,
    value: { case: '7k3q9x', what: 'transfer-failed' },
  },
])
rejects('news', parlor.parseNews, { 'something else': `<news ${P} case='1' what='hello'/>` })

pairs<true>('messages', { build: parlor.buildMessagesChanged, parse: parlor.parseMessagesChanged }, [
  { title: 'others than before', xml: `<messages ${P}/>`, value: true },
])

pairs<parlor.SiteNews>('site-news', { build: parlor.buildSiteNews, parse: parlor.parseSiteNews }, [
  ...names.OUTCOMES.map((what) => ({
    title: what,
    xml: `<site-news ${P} visitor='v3' name='Visitor 3' what='${what}'/>`,
    value: { visitor: 'v3', name: 'Visitor 3', what },
  })),
])
rejects('site-news', parlor.parseSiteNews, {
  nobody: `<site-news ${P} what='left'/>`,
  'something else': `<site-news ${P} visitor='v3' name='Mia' what='hello'/>`,
})

pairs<number>('visitors', { build: parlor.buildSiteVisitors, parse: parlor.parseSiteVisitors }, [
  { title: 'three', xml: `<visitors ${P} count='3'/>`, value: 3 },
  { title: 'none', xml: `<visitors ${P} count='0'/>`, value: 0 },
])
rejects('visitors', parlor.parseSiteVisitors, { many: `<visitors ${P} count='many'/>` })

pairs<parlor.LeaveMessage>(
  'a message that is left',
  {
    build: ({ ticket, form, text }) =>
      parlor.buildLeaveMessage(
        ticket === undefined ? undefined : parlor.buildTicket(ticket),
        form && buildSubmit(Object.fromEntries(form.values)),
        parlor.buildLeaveMessageText(text),
      ),
    parse: parlor.parseLeaveMessage,
  },
  [
    {
      title: 'with ticket and form',
      xml: `<leave-message ${P}><ticket>t</ticket>
        <x xmlns='jabber:x:data' type='submit'><field var='email'><value>mia@example.org</value></field></x>
        <body>Where is my order?</body></leave-message>`,
      value: {
        ticket: 't',
        form: { type: 'submit', values: new Map([['email', ['mia@example.org']]]) },
        text: 'Where is my order?',
      },
    },
    {
      title: 'of an account',
      xml: `<leave-message ${P}><body>Hi</body></leave-message>`,
      value: { text: 'Hi' },
    },
  ],
)
rejects('a message that is left', parlor.parseLeaveMessage, {
  'without words': `<leave-message ${P}><body> </body></leave-message>`,
})

pairs('a message that was left', { build: parlor.buildMessageLeft, parse: parlor.parseMessageLeft }, [
  {
    title: 'the case it became',
    xml: `<leave-message ${P}><case id='7k3q9x' number='1842'/></leave-message>`,
    value: { id: '7k3q9x', number: 1842 },
  },
])
