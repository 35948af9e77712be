import { stopWords } from './stop-words.ts';

/**
 * Words that say little of what a text is about, of the languages that publications are mostly written in. In a large store they are
 * known by how many articles have them, in a small one they stand for rare ones.
 */
const lists = [
  // English
  `able across actually add added adds allow allowed allows almost alone along already also although always among another anyone
  anything apart around ask asked away back bad became become becomes began begin behind best better big bit bring brought build
  built call called calls came cannot case cases certain change changed changes clear come comes common complete could course
  day days described describes different done easy either eight else end ended enough entire especially etc even ever every
  everybody everyone everything exactly example examples face fact far fast feel few find first five follow following follows
  form found four full gave general get gets give given gives goes going gone good got great hand happen happened happens hard
  help helps high hold however hundred idea important including indeed instead interesting isn keep kept kind knew know known
  knows large last late later least left less let like likely line little lives long look looks lot low made main make makes
  making many matter may maybe mean means meant might million mind moment months mostly move much must name named near nearly
  need needed needs never new next nine nobody none nothing number numbers often old onto order others otherwise outside owing
  page part particular past people per perhaps place point possible post present problem provide provided provides put question
  quite rather read real really reason recent recently result right said say says second section see seem seemed seems seen
  sense set seven several shall short show showed shows similar simple simply since single six small somebody someone something
  sometimes soon sort start started starts stay still stop sure take taken takes tell ten thing things think third thought
  thousand three time times today together told took top toward tried true try turn turned twice two type upon use used useful
  user users uses using usually various version want wanted wants way ways week weeks went whether whole whose wide within
  without word words work worked works world worth write written wrote year years yes yet zero`,
  // German
  `allem allen alles andere anderen anderer anderes arbeit bald beide beim bereits besonders besser bringen brauchen da dabei
  dadurch dafür dagegen daher damals damit danach dann daran darauf daraus darin darüber darum davon davor dazu denen denn
  derer deren dessen deshalb dessen diese diesem diesen dieser dieses doch dort drei dürfen eben ebenso eigene eigenen
  eigentlich einmal ende erst erste ersten etwa etwas fast finden frage früher ganz ganze ganzen gar geben gegen gehen gehört
  gemacht genau gerade gern gesagt gibt groß große großen gut gute guten haben hatte hatten heißt heute hier hin hinter immer
  indem innen insgesamt irgend jahr jahre jahren jede jedem jeden jeder jedes jedoch jemand jetzt kaum keine keinen kleine
  kleinen kommen kommt können könnte kurz lange lassen leben letzte letzten liegt machen macht man manche mehr mein meine
  meisten mensch menschen möglich müssen muss nachdem natürlich neben nehmen neu neue neuen neuer nichts nie niemand noch
  nun nur oben obwohl ohne paar schließlich schon sehr sei seine seinem seinen seiner seit selbst sehen sieht sogar solche
  soll sollen sollte sondern sonst später stehen steht tag tage teil tun überhaupt unser unsere unter viel viele vielen
  vielleicht vier völlig während warum weil weit weiter welche welt weniger wenn werden wieder will wirklich wirst wissen
  wohl wollen worden wurde wurden würde zeit ziemlich zumindest zurück zusammen zwar zwei zwischen`,
  // French
  `ainsi alors ans après aujourd aucun aussi autre autres avait avant avoir beaucoup bien cas cela celle celui cependant certains
  ceux chaque chez chose choses comme comment contre cours depuis dernier dernière deux dire dit dont doit donc encore entre
  être étaient était étant fait faire faut fin fois font grand grande gens hui jamais jour jours jusqu là lequel leurs lors
  lorsque lui maintenant même mêmes mieux mois moins monde notre nous nouveau nouvelle nombre notamment parce parfois part
  partie pendant peu peut peuvent plusieurs point pourquoi première premier près presque puis quand quatre quel quelle quelque
  quelques quoi rien sans selon sera seulement soit sont souvent sous surtout tant tel telle temps toujours tous tout toute
  toutes très trois trop vers vie voir voire vraiment`,
  // Spanish
  `además ahora algo alguien algunos algunas ahí allí años antes aquel aquí así aún aunque bajo bien cada casi caso cómo cosa
  cosas cual cuando cuanto cuatro debe decir desde después día días dice dos donde durante ejemplo ellos entonces entre era
  eran ese eso esos estaba están estar este esto estos forma fue fueron gente gran grande ha había hace hacer hacia han hasta
  hay hizo hoy incluso luego lugar manera mayor mejor menos mientras mismo mismos mucho muchos mundo muy nada nadie ni nos
  nosotros nueva nuevo nunca otra otras otro otros parte poco pocos podría porque primer primera pueda puede pueden pues
  puesto qué quien quizá sea según ser será sido siempre sino sobre solo son también tampoco tan tanto tenía tener tiempo
  tiene tienen toda todas todavía todo todos tres unos usted varios veces ver vez vida ya`,
];

/** As words of texts are folded: without accents. */
export const commonWords: ReadonlySet<string> = new Set([
  ...stopWords,
  ...lists.join(' ').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').split(/\s+/),
]);
