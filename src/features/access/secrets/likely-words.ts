/**
 * What people choose when they must choose something: words that stand at the head of every published
 * list of leaked passwords (written down by kind, not copied from one), and words that are near at hand
 * in a practice. Capitals, look-alike signs, digits and signs at either end are taken off before a
 * password is compared, so each word stands for some thousands of passwords.
 */
const kinds: readonly string[] = [
  'password passwort passcode passphrase secret letmein letmeinnow welcome hello hellothere access login admin administrator root user guest default changeme changeit temp temporary test testing tester master system computer internet server',
  'qwerty qwertyuiop qwertyuiopasdfghjkl azerty asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc onetwothree abc abcd abcde abcdef abcdefg',
  'iloveyou ilovethis loveyou lovely love sweetheart darling babygirl princess angel sunshine rainbow flower butterfly summer winter spring autumn christmas holiday weekend birthday',
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december',
  'football rugby cricket arsenal chelsea liverpool everton tottenham manchester manchesterunited manutd mancity newcastle rangers celtic england scotland wales ireland london britain',
  'dragon monkey tiger lion panda dolphin horse doggy kitten bailey charlie buster molly poppy rosie bella daisy teddy max toby',
  'superman batman spiderman starwars pokemon harrypotter matrix startrek minecraft hunter killer ninja pirate shadow phoenix diamond golden silver purple orange yellow',
  'michael jennifer jessica daniel thomas george james william robert richard david andrew matthew joshua samantha charlotte elizabeth victoria nicole ashley jordan amanda hannah sophie oliver harry jack',
  'trustno fuckyou fuckoff bollocks whatever nothing something anything freedom forever jesus heaven blessed chocolate cheese cookie coffee banana pepper ginger',
  'steward nhs doctor doctors nurse surgery practice medical medicine health healthcare hospital patient patients prescription emis systmone vision clinic receptionist commissioning',
  'correcthorsebatterystaple threerandomwords mypassword thisismypassword newpassword mynewpassword yourpassword nopassword thepassword letmeinplease',
]

/** Every word, in small letters. */
export const likelyWords: ReadonlySet<string> = new Set(kinds.flatMap((kind) => kind.split(' ')))
