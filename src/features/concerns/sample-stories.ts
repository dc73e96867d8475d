import type { State } from './course/states.ts'

/** A story of the sample world: who raises what, so many days before its today, and what happens next. */
export type Story = {
  by: string
  kind: 'idea' | 'concern'
  daysAgo: number
  locality: number
  topic: string
  provider?: string
  title: string
  words: string
  /** Moves by its owner, or by whoever raised it, so many days before today. */
  moves: readonly { daysAgo: number; to: State; reply: string; into?: number }[]
}

/** Invented from nothing but what such groups commonly speak of; no person, practice or provider is meant. */
export const stories: readonly Story[] = [
  {
    by: 'gp',
    kind: 'concern',
    daysAgo: 118,
    locality: 0,
    topic: 'Discharge and letters',
    title: 'Discharge letters come a fortnight late',
    words:
      'Letters about patients over 75 reach us two weeks after they are home, so that medicines are restarted which the ward had stopped. We saw it nine times in November.',
    moves: [
      {
        daysAgo: 113,
        to: 'looking into it',
        reply:
          'I have asked the hospital’s medical director for their own figures, and will bring them to the January meeting.',
      },
      {
        daysAgo: 84,
        to: 'answered',
        reply:
          'The ward clerk’s post was vacant. It is filled, and letters go out by the next day.',
      },
      {
        daysAgo: 60,
        to: 'reopened',
        reply: 'Better on the medical wards, but surgery still takes ten days.',
      },
      { daysAgo: 55, to: 'looking into it', reply: 'Raised again, for surgery.' },
      {
        daysAgo: 33,
        to: 'done',
        reply:
          'Surgery sends letters electronically since 15 March. Twenty checked: all within two days.',
      },
    ],
  },
  {
    by: 'practice-manager',
    kind: 'concern',
    daysAgo: 96,
    locality: 0,
    topic: 'Discharge and letters',
    title: 'Late letters after a stay',
    words: 'Discharge letters arrive late, often two weeks after patients come home.',
    moves: [
      {
        daysAgo: 93,
        to: 'merged',
        reply: 'This is the same as the letters raised in December.',
        into: 0,
      },
    ],
  },
  {
    by: 'topic-lead',
    kind: 'idea',
    daysAgo: 90,
    locality: 1,
    topic: 'Community services',
    title: 'A diabetes nurse who visits practices',
    words:
      'Half of the first appointments in diabetes could be held in the practice if a specialist nurse came twice a month. Patients would travel less, and we would learn.',
    moves: [
      {
        daysAgo: 86,
        to: 'looking into it',
        reply: 'The analysts are counting first appointments by practice.',
      },
      {
        daysAgo: 45,
        to: 'becomes a scheme',
        reply: 'The locality wants it, and a case is being written for the board in May.',
      },
    ],
  },
  {
    by: 'practice-lead',
    kind: 'concern',
    daysAgo: 72,
    locality: 0,
    topic: 'Appointments and waiting',
    title: 'Referrals returned without a reason',
    words:
      'Dermatology returned eleven referrals in a month with “not accepted” and no word why. Each costs us a second appointment.',
    moves: [
      {
        daysAgo: 66,
        to: 'looking into it',
        reply: 'I am meeting the department’s manager on 3 March.',
      },
      {
        daysAgo: 30,
        to: 'answered',
        reply: 'From April each returned referral carries one of six reasons and a name to ring.',
      },
    ],
  },
  {
    by: 'locality-lead-2',
    kind: 'idea',
    daysAgo: 64,
    locality: 1,
    topic: 'Prescribing',
    title: 'One list of dressings for all practices',
    words:
      'Eight practices order dressings in eight ways. One short list with the community nurses would save money and bother.',
    moves: [
      {
        daysAgo: 50,
        to: 'not now',
        reply:
          'The community provider renews its own list in the autumn; we shall join that instead of making two. It is on the agenda of October.',
      },
    ],
  },
  {
    by: 'gp',
    kind: 'concern',
    daysAgo: 41,
    locality: 0,
    topic: 'Tests and imaging',
    title: 'Blood tests are repeated on admission',
    words:
      'Tests that we took the day before are taken again on arrival, because the hospital does not see our results.',
    moves: [
      {
        daysAgo: 37,
        to: 'looking into it',
        reply: 'The laboratory says that results can be seen. I am finding out why nobody does.',
      },
    ],
  },
  {
    by: 'practice-lead',
    kind: 'concern',
    daysAgo: 26,
    locality: 1,
    topic: 'Urgent and emergency care',
    title: 'Two care homes ring 999 at night',
    words:
      'Nine admissions in a month came from two care homes after ten at night, most home again the next day. Neither has our out-of-hours number at the bedside.',
    moves: [
      {
        daysAgo: 20,
        to: 'looking into it',
        reply: 'A visit to both homes is arranged with the ambulance service.',
      },
    ],
  },
  {
    by: 'patient-group',
    kind: 'idea',
    daysAgo: 19,
    locality: 0,
    topic: 'Outpatient care',
    title: 'Say in the letter where to park',
    words:
      'Patients miss the first appointment because nobody tells them that the main car park is full by ten.',
    moves: [
      {
        daysAgo: 12,
        to: 'answered',
        reply: 'The hospital will print it on every first letter from May.',
      },
    ],
  },
  {
    by: 'practice-manager',
    kind: 'concern',
    daysAgo: 15,
    locality: 0,
    topic: 'Working together',
    title: 'The switchboard does not answer after five',
    words:
      'Nobody can reach a consultant by telephone after five o’clock. Three practices have counted waits of over twenty minutes.',
    moves: [],
  },
  {
    by: 'topic-lead',
    kind: 'idea',
    daysAgo: 5,
    locality: 1,
    topic: 'Prevention',
    title: 'Blood pressure checks at the farmers’ market',
    words:
      'A nurse and a table, once a month. Last year’s trial found one in nine with high pressure who did not know.',
    moves: [],
  },
]
