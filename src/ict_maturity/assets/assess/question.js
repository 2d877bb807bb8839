// In: one question with what is answered so far; out: the card on which it is answered.
import { h } from "./dom.js";
import { ANSWERS, FACTS, WHOLE, typedNumber } from "./draft.js";

/** @import { Question } from "./draft.js" */
/** @import { Words } from "../engine/words.js" */

/**
 * @typedef {{words: Words, kit: any, question: Question, number: number, of: number, answer: any,
 *   change: (answer: any) => void, move: (steps: number) => void, nextOpen: () => void}} Shown
 */

/** @param {Shown} shown */
export function questionCard(shown) {
  const { words, question, number, of, move, nextOpen } = shown;
  const { kpi, check } = question;
  const answer = structuredClone(shown.answer ?? {});
  /** @param {string} id @param {Record<string, any>} [values] */
  const say = (id, values) => words.say(id, values);
  const change = () => shown.change(structuredClone(answer));

  const whole = h("details", { open: Boolean(answer.answer) });
  const facts = h("div", {});
  /** What is asked, as long as the KPI has no answer as a whole. */
  function showFacts() {
    facts.replaceChildren(
      ...(answer.answer
        ? [h("p", { class: "note" }, say("assess.whole.given"))]
        : [check ? checkFields() : factFields()]),
    );
  }

  /** @param {string} name @param {string} value @param {string} label @param {boolean} checked
   * @param {() => void} chosen */
  const radio = (name, value, label, checked, chosen) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: "radio", name, value, checked, onchange: chosen }),
      label,
    );

  function checkFields() {
    const given = answer.checks?.[check.id] ?? "not_assessed";
    return h(
      "fieldset",
      { class: "ask" },
      h("legend", { class: "asked" }, check.text),
      ANSWERS.map((one) =>
        radio("answer", one, say(`assess.answer.${one}`), one === given, () => {
          answer.checks = { ...answer.checks, [check.id]: one };
          change();
        }),
      ),
    );
  }

  function factFields() {
    const { rule } = kpi;
    const now =
      rule.type === "ordered"
        ? choices(answer, kpi.rule.question)
        : inputs(answer, (name) => `answer.${name}`);
    const before = { ...answer.before };
    const made = { ...answer.change };
    const keep = () => {
      if (Object.keys(before).length) answer.before = before;
      else delete answer.before;
      if (made.what && made.date) answer.change = made;
      else delete answer.change;
      change();
    };
    const earlier =
      rule.type === "ordered"
        ? [
            choices(before, say("answer.before.choice"), keep),
            field(before, "as_of", "answer.before.as_of", keep),
          ]
        : inputs(before, (name) => `answer.before.${name}`, keep);
    return h(
      "div",
      {},
      now,
      h(
        "details",
        { open: Boolean(answer.before ?? answer.change) },
        h("summary", {}, say("assess.second")),
        h("p", { class: "note" }, say("assess.second.why")),
        earlier,
        field(made, "what", "answer.change.what", keep),
        field(made, "date", "answer.change.date", keep),
      ),
    );
  }

  /** @param {any} into @param {(name: string) => string} label @param {() => void} [keep] */
  function inputs(into, label, keep = change) {
    return FACTS[kpi.rule.type].map((name) => field(into, name, label(name), keep));
  }

  /** @param {any} into @param {string} asked @param {() => void} [keep] */
  function choices(into, asked, keep = change) {
    return h(
      "fieldset",
      { class: "ask" },
      h("legend", { class: "asked" }, asked),
      kpi.rule.choices.map((/** @type {any} */ one) =>
        radio(
          into === answer ? "choice" : "earlier",
          one.id,
          one.text,
          into.choice === one.id,
          () => {
            into.choice = one.id;
            keep();
          },
        ),
      ),
    );
  }

  /**
   * One field for a number, a day or words.
   * @param {any} into
   * @param {string} name
   * @param {string} label the id of its words
   * @param {() => void} keep
   */
  function field(into, name, label, keep) {
    const isDay = name === "date" || name === "as_of" || name.endsWith("_on");
    const isNumber = ["numerator", "denominator", "value"].includes(name);
    const id = label.replaceAll(".", "-");
    const wrong = h("span", { class: "wrong", id: `${id}-wrong`, role: "alert" });
    const unit = name === "value" ? ` (${kpi.rule.unit})` : "";
    const asked = label === `answer.${name}` ? kpi.rule[name] : undefined;
    const input = h("input", {
      id,
      type: isDay ? "date" : "text",
      inputMode: isNumber ? "decimal" : "text",
      autocomplete: "off",
      value: into[name] ?? "",
      "aria-describedby": wrong.id,
      onchange: () => {
        const typed = input.value.trim();
        const value = isNumber && typed ? typedNumber(typed) : typed;
        wrong.textContent = value === null ? say("assess.number") : "";
        if (value === null || value === "") delete into[name];
        else into[name] = value;
        keep();
      },
    });
    return h("p", {}, h("label", { for: id }, `${asked ?? say(label)}${unit}`), input, " ", wrong);
  }

  whole.append(
    h("summary", {}, say("assess.whole")),
    h(
      "fieldset",
      {},
      h("legend", {}, say("assess.whole.title", { kpi: kpi.id })),
      ["no", ...WHOLE].map((one) =>
        radio("whole", one, say(`assess.whole.${one}`), one === (answer.answer ?? "no"), () => {
          const isWhole = one !== "no";
          if (isWhole) answer.answer = one;
          else delete answer.answer;
          if (one !== "not_applicable") delete answer.reason;
          const facts = ["checks", "before", "change", ...(FACTS[kpi.rule.type] ?? [])];
          for (const name of isWhole ? facts : []) delete answer[name];
          reason.hidden = one !== "not_applicable";
          change();
          showFacts();
        }),
      ),
    ),
  );
  const reason = field(answer, "reason", "answer.reason", change);
  reason.hidden = answer.answer !== "not_applicable";
  whole.append(reason);
  showFacts();

  /** @param {string} title @param {string[]} items */
  const list = (title, items) =>
    items.length > 0 && [
      title && h("h4", {}, title),
      h(
        "ul",
        {},
        items.map((one) => h("li", {}, one)),
      ),
    ];
  /** @param {string} title @param {any[]} inside */
  const folded = (title, ...inside) => h("details", {}, h("summary", {}, title), inside);

  return h(
    "div",
    {},
    h("p", { class: "where" }, say("assess.where", { number, of, kpi: kpi.id })),
    h("h3", {}, kpi.title),
    facts,
    h("div", { id: "odd", role: "status" }),
    whole,
    folded(
      say("assess.counts"),
      list(say("assess.counts.in"), kpi.counting.include),
      list(say("assess.counts.out"), kpi.counting.exclude),
    ),
    folded(
      say("assess.wanted"),
      list(
        "",
        Object.entries(kpi.evidence_wanted).map(([level, text]) =>
          say("assess.wanted.level", { level, text }),
        ),
      ),
    ),
    folded(
      say("assess.case"),
      kpi.cases
        .slice(0, 1)
        .map((/** @type {any} */ one) => [
          h("p", {}, one.facts),
          folded(
            say("assess.case.answer"),
            h("p", {}, say("assess.case.level", { level: one.level, reason: one.reason })),
          ),
        ])
        .flat(),
    ),
    evidencePart({ words, answer, change, field }),
    h(
      "p",
      { class: "buttons" },
      h(
        "button",
        { type: "button", onclick: () => move(-1), disabled: number === 1 },
        say("assess.back"),
      ),
      h(
        "button",
        { type: "button", onclick: () => move(1), disabled: number === of },
        say("assess.next"),
      ),
      h("button", { type: "button", onclick: nextOpen }, say("assess.next.open")),
    ),
  );
}

/**
 * What backs the answers of a KPI, and a remark.
 * @param {{words: Words, answer: any, change: () => void,
 *   field: (into: any, name: string, label: string, keep: () => void) => any}} parts
 */
function evidencePart({ words, answer, change, field }) {
  const items = h("div", {});
  const show = () =>
    items.replaceChildren(
      ...(answer.evidence ?? []).map((/** @type {any} */ item, /** @type {number} */ i) =>
        h(
          "fieldset",
          {},
          h("legend", {}, words.say("assess.evidence.number", { number: i + 1 })),
          ["title", "date", "holder", "url", "read_on"].map((name) =>
            field(item, name, `assess.evidence.${name}`, change),
          ),
          h(
            "button",
            {
              type: "button",
              onclick: () => {
                answer.evidence.splice(i, 1);
                if (!answer.evidence.length) delete answer.evidence;
                change();
                show();
              },
            },
            words.say("assess.evidence.remove"),
          ),
        ),
      ),
    );
  show();
  return h(
    "details",
    { open: Boolean(answer.evidence ?? answer.note) },
    h("summary", {}, words.say("assess.evidence")),
    items,
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          answer.evidence = [
            ...(answer.evidence ?? []),
            { title: words.say("assess.evidence.new") },
          ];
          change();
          show();
        },
      },
      words.say("assess.evidence.add"),
    ),
    field(answer, "note", "assess.note", change),
  );
}
