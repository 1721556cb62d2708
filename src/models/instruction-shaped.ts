/**
 * Wording that talks to a machine rather than to people: attempts to give a model orders, to end the data it is given or
 * to speak in another role. Leaving such messages out costs a summary nothing; what slips through meets the checks of
 * the answer.
 */
const PATTERNS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|stop following)\b.{0,40}\b(?:all|any|above|before|previous|prior|earlier|your|these|those|the)\b.{0,40}\b(?:instruction|prompt|rule|message|direction|context|guideline|order|text|data|safety)/,
  /\b(?:ignoriere|vergiss|ignora|olvida|ignorez|oublie[rz]?|ignore[rz]?|esque[cç]a|игнорируй|забудь)\b.{0,60}(?:anweisung|instruc|instruç|consigne|инструкц|regeln|reglas|règles)/,
  /\b(?:system|developer|assistant|user|admin|root|human|ai)\s*(?:prompt|message|override|instruction|mode|notice)?\s*[:>\]]/,
  /\b(?:you are|you're|act as|behave as|pretend to be|roleplay as|from now on|simulate)\b.{0,60}\b(?:ai|bot|model|assistant|gpt|llm|dan|system|jailbroken|summari[sz]er|unrestricted|pirate)\b/,
  /\b(?:new|updated|real|actual|following|hidden|secret)\s+(?:instruction|task|prompt|rule|order|directive)s?\b/,
  /\b(?:respond|reply|answer|output|print|write|return|say|summari[sz]e|translate|repeat|reveal|show|append|include|begin|start|end|rate|classify|label|score|treat|mark)\b.{0,60}\b(?:json|prompt|instruction|summary|summaries|headline|overview|bullet|verbatim|exactly|only with|nothing else|every (?:message|sentence|answer)|all (?:messages|of them|texts)|as (?:positive|negative|neutral|joy|anger))\b/,
  /\b(?:prompt|jailbreak|llm|language model|chatgpt|gpt-?\d|summari[sz]er|summary bot)\b.{0,60}\b(?:must|should|please|now|say|write|ignore|follow|obey|output|instead)\b/,
  /\b(?:in|for|of|inside) (?:the|your) (?:summary|headline|overview|recap)\b/,
  /<\/?\s*(?:system|assistant|user|data|chat|messages?|instructions?|im_start|im_end|s|inst)\b|\[\/?inst\]|<\||\|>|```|<<\/?[a-z]+>>|#{3,}|={4,}|-{5,}/,
  /"(?:overview|points|sentences|messages|role|content|text|buckets|ratings|mood)"\s*:/,
  /\b(?:base64|rot13|hex|morse|backwards|decode|decipher|reverse)\b.{0,60}\b(?:this|following|it|and|text|then)\b/,
];

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
};
/** Cyrillic and Greek letters that look like Latin ones. */
const FOREIGN = 'аеорсухіјѕԁɡαεορυνικτ';
const LATIN = 'aeopcyxijsdgaeopuvikt';

/** True for text that seems to be written for a model. Cheap: once a message on its way into a prompt. */
export function isInstructionShaped(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '');
  const folded = unmasked(plain);
  return PATTERNS.some((pattern) => pattern.test(plain) || pattern.test(folded));
}

/** Undoes the usual disguises: digits and foreign letters for Latin ones, letters apart, punctuation inside words. */
function unmasked(plain: string): string {
  const latin = Array.from(plain, (character) => {
    const at = FOREIGN.indexOf(character);
    return LOOKALIKES[character] ?? (at === -1 ? character : (LATIN[at] ?? character));
  }).join('');
  return latin
    .replace(/\b(?:\p{L}[\s.\-_*]){3,}\p{L}\b/gu, (spelt) => spelt.replace(/[.\-_*]|\s(?!\s)/g, ''))
    .replace(/(?<=\p{L})[.\-_*](?=\p{L})/gu, '');
}
