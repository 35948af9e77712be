/** Words that make no title by themselves, of the languages that publications are mostly written in. */
const lists = [
  // English
  `a about above after again all am an and any are as at be been before being below between both but by can did do
  does doing down during each few for from further get go had has have he her here hers him his how i if in into is
  it its just let me more most my no nor not now of off on once only or other our out over own s same she should so
  some such t than that the their them then there these they this those through to too under until up us very was we
  were what when where which while who whom why will with would you your yours`,
  // What apostrophes leave: I'd, I'll, I'm, they're, we've, don't …
  `d ll m re ve aren don didn doesn hadn hasn haven isn shouldn wasn weren won wouldn`,
  // German
  `aber alle als am an auch auf aus bei bin bis das dass dem den der des die du durch ein eine einem einen einer
  eines er es für hat ich ihr im in ist ja kein man mit nach nicht noch nur oder sein sich sie sind so über um und
  uns von vor war was wenn wer wie wir zu zum zur`,
  // French
  `au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur mais ne nous on ou où par pas pour
  qu que qui sa se ses son sur un une vous`,
  // Spanish, Italian, Portuguese
  `al como con del el ella en es esta este la las lo los más no o para pero por que se si sin su sus un una y ya
  che da di gli il le nel non per più sono tra uno ao as com dos em mais na não nos os ou pelo um uma`,
  // Dutch
  `aan dat de die een en het hij ik in is je maar met naar niet of om ook op te van voor was wat we zijn zo`,
];

/** Folded; what an apostrophe or hyphen joins is several words, as in `wordsOf`. */
export const stopWords: ReadonlySet<string> = new Set(lists.join(' ').split(/\s+/));
