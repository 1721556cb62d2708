/** Words that say nothing about a topic, in the languages most written in Twitch chats. One line a language or kind. */
const LISTS: readonly string[] = [
  // English
  'a an the and or but if so as at by for from in into of off on onto out over to up down with without about than then there here',
  'i im ive id me my mine we us our you your youre u ur yo he hes him his she shes her hers it its they them their theyre',
  'is am are was were be been being isnt arent wasnt werent aint do does did doing done dont doesnt didnt have has had having havent hasnt',
  'can cant could couldnt will wont would wouldnt should shouldnt shall may might must gonna gotta wanna lets let',
  'this that thats these those what whats which who whos whose whom when where why how hows',
  'not no nope yes yeah yea yep yup ok okay oh ah uh um hmm well just like also too very really only even still ever never always now',
  'all any some one ones every each both few more most much many other another such same own again once',
  'get gets got getting go goes going gone went come came make makes made take took say says said see saw seen know knows knew think',
  'thing things stuff way lot kind bit hi hey hello bro dude man guys guy chat pls please thanks ty because cause bc cuz tho though until while',
  'actually literally maybe probably pretty back good bad great true real right sure want wants need needs look looks looking people someone something',
  // Spanish, Portuguese
  'el la los las un una unos unas y o pero si no que qué de del al a en con por para es son era fue está están estoy ser lo le les se me te mi tu su',
  'este esta esto ese esa eso muy más mas ya también como cómo cuando donde porque hay tiene yo él ella nos o os as um uma e mas em na do da dos das',
  'não nao sim é são foi pra pro com isso isto esse essa ele ela eu você vc voce meu seu tá ta tem bem muito mais já só',
  // French
  'le les des et ou mais dans sur pour par avec sans est sont était suis es ai as a ont été je tu il elle on nous vous ils elles ce cet cette ces ça',
  'qui quoi quel quelle où pas plus ne au aux du mon ton son ma ta sa c’est cest ya trop',
  // German
  'der die das den dem des ein eine einen einem einer und oder aber doch nicht kein keine ist sind war waren bin bist hat habe haben wird werden ich du er',
  'sie es wir ihr mich dich sich mir dir was wer wie wo wann warum so auch noch nur schon mal ja nein im in an auf aus bei mit von zu zum zur für',
  // Italian, Polish, Turkish
  'il lo gli i uno di da della dello nel che chi cosa come non sono sei è ha hai ho ma anche più io lui lei noi',
  'i w z na do to jest nie tak się co jak za ale by czy po już tylko on ona ja ty my bir ve bu şu o da de mi mı ne için çok ama gibi var yok',
  // Russian
  'и в во на с со к ко у о об от до за по из не ни нет да но а же бы ли что чё как так это этот эта эти то тот я ты он она мы вы они мне меня тебя его её их',
  'был была было были есть будет ну вот уже ещё еще там тут тоже только все всё когда где кто почему',
  // Pairs of characters that are grammar in Japanese, Chinese and Korean
  'です ます した して から って この その それ これ あれ ない ある いる いい する なの ので けど',
  '什麼 什么 我們 我们 你們 你们 他們 他们 這個 这个 那個 那个 不是 就是 沒有 没有 一個 一个 可以 怎麼 怎么 真的 還是 还是 是不 了吧',
  '니다 어요 아요 는데 에서 하는 있는 그냥 진짜',
];

/** Words that make no topic. */
export const STOP_WORDS: readonly string[] = LISTS.flatMap((list) => list.split(' '));
