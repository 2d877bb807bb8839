// In: what is possible in the answers and odd; out: a sentence for each, and where to say why.
import { h } from "./dom.js";
import { plain } from "./draft.js";

/** @import { Words } from "../engine/words.js" */
/** @import { Query } from "../engine/queries.js" */

const DAYS = ["day", "asked"];

/**
 * The KPI whose answer is odd, undefined where it is the report as a whole.
 * @param {Query} query
 * @returns {string | undefined}
 */
export function oddKpi({ path: [part, id] }) {
  return part === "answers" ? /** @type {string | undefined} */ (id) : undefined;
}

/**
 * What is odd in a sentence; a figure is called by the words that asked for it.
 * @param {Query} query
 * @param {{words: Words, kit: any}} page
 */
function sentence(query, { words, kit }) {
  const kpi = kit.edition.kpis.find((/** @type {any} */ one) => one.id === oddKpi(query));
  /** @param {string} name @param {any} value */
  const said = (name, value) => {
    if (name === "question") return question(value, kit, words);
    if (name === "field") return words.label("check", value, kpi.rule);
    return DAYS.includes(name) ? words.longDate(value) : plain(value);
  };
  const values = Object.entries(query.values).map(([name, value]) => [name, said(name, value)]);
  return words.say(`problem.${query.id}`, Object.fromEntries(values));
}

/** The heading of a question of a round. @param {string} id @param {any} kit @param {Words} words */
function question(id, kit, words) {
  const all = kit.cycles.flatMap((/** @type {any} */ cycle) => cycle.questions);
  return words.label("check", id, {
    [id]: all.find((/** @type {any} */ one) => one.id === id).title,
  });
}

/**
 * What is odd in the answers to one KPI, beside its question.
 * @param {Query[]} queries
 * @param {{words: Words, kit: any}} page
 */
export function besideQuestion(queries, page) {
  if (!queries.length) return [];
  return [
    queries.map((one) => h("p", { class: "odd" }, sentence(one, page))),
    h("p", {}, page.words.say("assess.odd.do"), " ", whyButton(page.words, "assess-note")),
  ];
}

/**
 * All that is odd, each with the way to where it is mended.
 * @param {Query[]} queries
 * @param {{words: Words, kit: any, open: (where: string) => void}} page
 */
export function oddPart(queries, page) {
  const { words, kit, open } = page;
  if (!queries.length) return false;
  return h(
    "section",
    { id: "odd-all" },
    h("h3", {}, words.say("assess.odd", { number: queries.length })),
    h("p", { class: "note" }, words.say("assess.odd.do")),
    h(
      "ul",
      {},
      queries.map((query) => {
        const id = oddKpi(query);
        const title = kit.edition.kpis.find((/** @type {any} */ one) => one.id === id)?.title;
        const way = id
          ? h(
              "button",
              { type: "button", class: "plain", onclick: () => open(id) },
              `${id} ${title}`,
            )
          : whyButton(words, "notes");
        return h("li", {}, way, h("p", { class: "odd" }, sentence(query, page)));
      }),
    ),
  );
}

/** A button that leads to the field for the reason. @param {Words} words @param {string} field */
function whyButton(words, field) {
  const lead = () => {
    const found = /** @type {HTMLElement} */ (document.getElementById(field));
    const folded = found.closest("details");
    if (folded) folded.open = true;
    found.focus();
  };
  return h("button", { type: "button", onclick: lead }, words.say("assess.odd.why"));
}
