// In: the results of an assessment; out: levels as bars, what holds them, and the next steps.
import { h } from "./dom.js";
import { oddPart } from "./doubts.js";
import { checksOf } from "./draft.js";

/** @import { Query } from "../engine/queries.js" */
/** @import { Words } from "../engine/words.js" */
/** @import { Question } from "./draft.js" */

/**
 * @typedef {{words: Words, kit: any, result: any, odd: Query[], current: Question | undefined,
 *   open: (where: string) => void}} Shown
 */

/** @param {Shown} shown */
export function resultPanel({ words, kit, result, odd, current, open }) {
  /** @param {string} id @param {Record<string, any>} [values] */
  const say = (id, values) => words.say(id, values);
  const { recommendations, kpis } = kit.edition;
  /** @param {any[]} list @param {string} id */
  const titleOf = (list, id) => list.find((one) => one.id === id).title;

  /** @param {any} one */
  const row = (one) => {
    const id = one.recommendation;
    const isCurrent = current?.kpi.recommendation === id;
    return h(
      "li",
      { class: isCurrent ? "current" : "" },
      h(
        "button",
        { type: "button", class: "plain", onclick: () => open(id), "aria-current": isCurrent },
        `${id} ${titleOf(recommendations, id)}`,
      ),
      one.level_shown !== null && bar(one),
      h("span", { class: "said" }, levelLine(words, one)),
    );
  };

  /** @param {any} one */
  function details(one) {
    const labels = Object.fromEntries(
      kpis.map((/** @type {any} */ kpi) => [kpi.id, labelsOf(kpi)]),
    );
    /** @param {any} step */
    const stepOf = (step) => {
      const kpi = kpis.find((/** @type {any} */ each) => each.id === step.kpi);
      const title = `${kpi.id} ${kpi.title}`;
      return h(
        "li",
        {},
        h("button", { type: "button", class: "plain", onclick: () => open(kpi.id) }, title),
        step.checks.map((/** @type {string} */ id) => {
          const what = step.find_out.includes(id) ? "assess.step.find_out" : "assess.step.do";
          return h("p", {}, say(what, { check: labels[kpi.id][id] }));
        }),
        !step.checks.length && h("p", {}, `${sentences(step, labels[kpi.id])} ${kpi.to_do}`),
      );
    };
    /** @param {any} step @param {Record<string, string>} names */
    const sentences = ({ reasons }, names) =>
      reasons
        // Of the states that are enough the first one is the nearest.
        .map((/** @type {any} */ each) =>
          each.choices ? { ...each, choices: each.choices.slice(0, 1) } : each,
        )
        .map((/** @type {any} */ each) => words.reason(each, names))
        .join(" ");
    const held = one.held_by.length ? say("assess.held", { kpis: words.row(one.held_by) }) : "";
    const rests = one.rests_on.length ? say("assess.rests", { kpis: words.row(one.rests_on) }) : "";
    return h(
      "section",
      {},
      h("h3", {}, `${one.recommendation} ${titleOf(recommendations, one.recommendation)}`),
      one.level_shown !== null &&
        h("p", {}, levelLine(words, one), " ", levelName(one.level_shown)),
      (held || rests) && h("p", {}, `${held} ${rests}`.trim()),
      one.next_steps.length > 0 && [
        h("h4", {}, say("assess.steps", { level: one.level_shown + 1 })),
        h("ol", { class: "steps" }, one.next_steps.map(stepOf)),
      ],
      one.evidence_steps.length > 0 && [
        h("h4", {}, say("assess.steps.evidence")),
        h("ol", { class: "steps" }, one.evidence_steps.map(stepOf)),
      ],
      h(
        "details",
        {},
        h("summary", {}, say("assess.why")),
        h(
          "ul",
          {},
          one.reasons.map((/** @type {any} */ each) => h("li", {}, words.reason(each))),
        ),
      ),
    );
  }

  /** @param {number} level */
  const levelName = (level) => {
    const { name, meaning } = kit.edition.framework.levels[level];
    return say("assess.level.name", { level, name, meaning });
  };

  const overall = result.overall.reasons.map((/** @type {any} */ each) => words.reason(each));
  const now = result.recommendations.find(
    (/** @type {any} */ one) => one.recommendation === current?.kpi.recommendation,
  );
  const leftOut = result.kpis.filter((/** @type {any} */ one) => one.standing === "not_applicable");
  return h(
    "div",
    {},
    h("p", {}, overall.join(" ")),
    h("ul", { class: "levels" }, result.recommendations.map(row)),
    h("p", { class: "note" }, say("assess.bars")),
    oddPart(odd, { words, kit, open }),
    now && details(now),
    leftOut.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, say("assess.left_out", { number: leftOut.length })),
        h(
          "ul",
          {},
          leftOut.map((/** @type {any} */ one) => {
            const titles = kit.edition.framework.profile.map((/** @type {any} */ f) => [
              f.id,
              f.title,
            ]);
            const why = one.reasons.map((/** @type {any} */ each) =>
              words.reason(each, Object.fromEntries(titles)),
            );
            return h("li", {}, `${one.kpi} ${titleOf(kpis, one.kpi)}: ${why.join(" ")}`);
          }),
        ),
      ),
  );
}

/**
 * A level as a bar of four fields: full where it is evidenced, framed where it is only shown,
 * dashed where it is possible. What it says stands beside it in words.
 * @param {any} one
 */
function bar({ level_shown: shown, level_possible: possible, level_evidenced: evidenced }) {
  const fields = [1, 2, 3, 4].map((level) => {
    const kind = level <= evidenced ? "evidenced" : level <= shown ? "shown" : "possible";
    return h("span", { class: level <= possible ? kind : "" });
  });
  return h("span", { class: "bar", "aria-hidden": "true" }, fields);
}

/** The words for the ids of a KPI's checks and choices. @param {any} kpi */
function labelsOf({ rule }) {
  const each = [...checksOf(rule), ...(rule.choices ?? [])];
  return Object.fromEntries(each.map((one) => [one.id, one.text]));
}

/**
 * The level of a Recommendation with its bounds, and how much is assessed.
 * @param {Words} words
 * @param {any} one
 */
export function levelLine(words, one) {
  const { level_shown: shown, level_possible: possible, applicable, assessed } = one;
  if (shown === null) return words.say("assess.level.none");
  const level =
    shown === possible
      ? words.say("assess.level", { shown })
      : words.say("assess.level.bounds", { shown, possible });
  return `${level} ${words.say("assess.level.assessed", { assessed, applicable })}`;
}
