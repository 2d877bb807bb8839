/* Answers what is typed into the theme's search box, in the theme's messages for such a worker.
   Everything is read on the first question, and only from the folder in which this file lies. */

"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const EXCERPT = 240;

/* Scripts that write words without spaces between them: each pair of signs is found as a word, and
   in an index the last sign as well, so that every sign begins something. */
const UNSPACED = ["Han", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"]
  .map((script) => `\\p{sc=${script}}`).join("") + "ー";
const WORD = /[\p{L}\p{N}\p{M}ー]+/gu;
const UNSPACED_PART = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");

/* The words of a text, each with the place where it begins. */
function* words(text, also = 0) {
  for (const { 0: run, index } of text.matchAll(WORD)) {
    if (!HAS_UNSPACED.test(run)) yield [run, index];
    else yield* pairs(run, index, also);
  }
}

function* pairs(run, index, also) {
  for (const { 0: part, index: begins } of run.matchAll(UNSPACED_PART)) {
    let at = index + begins;
    if (!HAS_UNSPACED.test(part)) {
      yield [part, at];
      continue;
    }
    const signs = [...part];
    for (let i = 0; i < Math.max(1, signs.length - 1 + also); at += signs[i++].length)
      yield [signs[i] + (signs[i + 1] ?? ""), at];
  }
}

/* Capital letters, accents and signs of vowels make no difference; K7 is K07. */
const folded = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const forms = new Map();
const indexed = (word) => {
  if (!forms.has(word)) {
    const term = folded(word), short = term.replace(/^(\p{L}+)0+(?=\d)/u, "$1");
    forms.set(word, short === term ? [term] : [term, short]);
  }
  return forms.get(word);
};

let finding;
const finder = () => finding ??= read().catch((error) => { finding = undefined; throw error; });

async function read() {
  importScripts("minisearch-7.2.0.js");
  const answer = await fetch("entries.json", { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const entries = await answer.json();
  const pages = new Map();
  for (const entry of entries) {
    const [address, anchor] = entry.location.split("#");
    if (!anchor && !pages.has(address)) pages.set(address, entry);
    entry.page = pages.get(address) ?? entry;
  }
  const index = new MiniSearch({
    idField: "number",
    fields: ["names", "title", "kinds", "text", "page"],
    tokenize: (text) => Array.from(words(text, 1), ([word]) => word),
    processTerm: indexed,
  });
  index.addAll(entries.map(({ names, title, kinds, text, page }, number) => ({
    number, title, text,
    names: names?.join(" "),
    kinds: kinds?.join(" "),
    page: page === entries[number] ? "" : [...(page.names ?? []), page.title].join(" "),
  })));
  return { entries, index };
}

const OPTIONS = {
  combineWith: "AND",
  processTerm: folded,
  tokenize: (text) => Array.from(words(text), ([word]) => word),
  boost: { names: 2, title: 4, kinds: 1, text: 1, page: 0.5 },
};

/* No number and no short word is a mistyped other one. */
const typos = (most) => (term) =>
  term.length < 4 || /\d/.test(term) ? false : Math.min(most, term.length > 5 ? 2 : 1);

/* All words as they are typed, then with one and two slips, then any of them. */
const ATTEMPTS = [
  {},
  { fuzzy: typos(1) },
  { fuzzy: typos(2) },
  { fuzzy: typos(1), combineWith: "OR" },
];

/* Whoever types has not typed the last word to its end; of others, short ones begin too many. */
const begun = (word, asked) =>
  ({ queries: [word], prefix: word === asked.at(-1) || word.length > 3 });

/* The entries that have the words. A word of every fourth entry, in whichever language, is needed
   by none beside another word, and only makes those that have it come sooner. */
function entriesWith({ entries, index }, asked) {
  const whole = (words) => index.search({ ...OPTIONS, combineWith: "OR", queries: words });
  const common = asked.filter((word) => whole([word]).length > entries.length / 4);
  const telling = asked.filter((word) => !common.includes(word));
  const needed = (telling.length ? telling : asked).map((word) => begun(word, asked));
  for (const attempt of ATTEMPTS) {
    const hits = index.search({ ...OPTIONS, ...attempt, queries: needed });
    if (!hits.length) continue;
    const more = new Map(whole(telling.length ? common : []).map((hit) => [hit.id, hit]));
    return hits.map((hit) => joined(hit, more.get(hit.id)));
  }
  return [];
}

const joined = (hit, more) => more ? {
  id: hit.id,
  score: hit.score + more.score,
  terms: [...hit.terms, ...more.terms],
  queryTerms: [...hit.queryTerms, ...more.queryTerms],
} : hit;

/* A page comes before its parts, and whatever is called just so before all else. */
const weighted = (entry, asked) =>
  (entry.boost ?? 1) * (entry.page === entry ? 2 : 1) *
  (entry.page === entry && entry.names?.some((name) => spelt(name) === spelt(asked)) ? 5 : 1);
const spelt = (text) =>
  Array.from(words(text), ([word]) => indexed(word).at(-1)).join(" ");

function search(found, query) {
  const { entries } = found;
  const asked = Array.from(words(query), ([word]) => word);
  const hits = entriesWith(found, asked);
  for (const hit of hits) hit.score *= weighted(entries[hit.id], query);
  hits.sort((a, b) => b.score - a.score);
  const groups = new Map();
  for (const { id, score, terms, queryTerms } of hits) {
    const entry = entries[id];
    if (!groups.has(entry.page)) groups.set(entry.page, []);
    groups.get(entry.page).push(shown(entry, score, new Set(terms), new Set(queryTerms), asked));
  }
  const none = new Set();
  for (const [page, group] of groups)
    if (!group.some((item) => item.location === page.location))
      group.push(shown(page, 0, none, none, []));
  return { items: [...groups.values()], suggest: suggestion(hits[0], entries, asked.at(-1)) };
}

/* An entry as the theme shows it: texts are HTML, `terms` says which words it has. */
function shown(entry, score, found, known, asked) {
  const has = ([word]) => indexed(word).some((term) => found.has(term));
  const hits = (text) => Array.from(words(text, 1)).filter(has);
  const text = excerpt(entry.text ?? entry.page.text ?? "", hits);
  const marked = new Set([...hits(entry.title), ...hits(text)].map(([word]) => word.toLowerCase()));
  const missing = score ? asked.filter((word) => !known.has(folded(word))) : [];
  return {
    location: entry.location,
    title: highlighted(entry.title, hits(entry.title)),
    text: highlighted(text, hits(text)),
    tags: entry.kinds?.map(html),
    score,
    terms: Object.fromEntries([
      ...Array.from(marked, (word) => [word, true]),
      ...missing.map((word) => [word, false]),
    ]),
  };
}

const SENTENCE = /[^\n]+?(?:[.!?…؟](?=\s|$)|[。！？]|(?=\n|$))/gu;

/* The sentences around the one that has most of the words, and whole ones where they are short. */
function excerpt(text, hits) {
  const sentences = Array.from(text.matchAll(SENTENCE), ([each]) => each.trim()).filter(Boolean);
  if (!sentences.length) return "";
  const counts = sentences.map((each) => new Set(hits(each).map(([word]) => folded(word))).size);
  const best = counts.indexOf(Math.max(...counts));
  let said = cut(sentences[best], hits);
  for (const next of sentences.slice(best + 1)) {
    if (said.length + next.length > EXCERPT) break;
    said += (/[。！？]$/.test(said) ? "" : /\p{P}$/u.test(said) ? " " : " · ") + next;
  }
  return best ? `… ${said}` : said;
}

/* A sentence that is too long, from some words before the first one that was found. */
function cut(sentence, hits) {
  if (sentence.length <= EXCERPT) return sentence;
  const first = hits(sentence)[0]?.[1] ?? 0;
  let from = Math.max(0, Math.min(first - 60, sentence.length - EXCERPT));
  if (from) from = sentence.indexOf(" ", from) + 1;
  let to = Math.min(sentence.length, from + EXCERPT);
  if (to < sentence.length) to = Math.max(sentence.lastIndexOf(" ", to), from + EXCERPT / 2);
  return (from ? "… " : "") + sentence.slice(from, to) + (to < sentence.length ? " …" : "");
}

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const html = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);

/* The text as HTML with its found words marked; words that touch are one mark. */
function highlighted(text, found) {
  let out = "", at = 0, open = false;
  for (const [word, start] of found) {
    const end = start + word.length;
    if (end <= at) continue;
    if (start > at || !open) out += `${open ? "</mark>" : ""}${html(text.slice(at, start))}<mark>`;
    out += html(text.slice(Math.max(at, start), end));
    at = end;
    open = true;
  }
  return out + (open ? "</mark>" : "") + html(text.slice(at));
}

/* How the last word may go on: a word of the first hit's title or names that begins with it. */
function suggestion(hit, entries, typed) {
  if (!hit || !typed) return [];
  const { title, names = [] } = entries[hit.id];
  const known = Array.from(words([title, ...names].join(" ")), ([word]) => word.toLowerCase());
  const begun = known.find((word) => word.startsWith(typed.toLowerCase()));
  return begun ? [begun] : [];
}

let asked;
onmessage = async ({ data: { type, data } }) => {
  if (type === SETUP) postMessage({ type: READY });
  if (type !== QUERY) return;
  asked = data;
  const result = data.trim() ? search(await finder(), data) : { items: [] };
  if (asked === data) postMessage({ type: RESULT, data: result });
};
