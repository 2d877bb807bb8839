// In: a draft and its round; out: the fields for what is asked beyond the KPIs.
import { h } from "./dom.js";
import { KINDS, LEVELS, YEARS, aboutWhich } from "./draft.js";

/** @import { Words } from "../engine/words.js" */
/** @import { Draft } from "./draft.js" */

/**
 * A question with options, of which one or several are chosen.
 * @param {{name: string, title: string, options: Record<string, string>, multiple: boolean,
 *   into: Record<string, string[]>, id: string, change: () => void}} asked `into` has what is
 *   chosen at `id`, and nothing there where nothing is
 */
export function optionsField({ name, title, options, multiple, into, id, change }) {
  /** @param {string} value @param {boolean} isChosen */
  const choose = (value, isChosen) => {
    const others = multiple ? (into[id] ?? []).filter((one) => one !== value) : [];
    const chosen = isChosen ? [...others, value] : others;
    if (chosen.length) into[id] = chosen;
    else delete into[id];
    change();
  };
  return h(
    "fieldset",
    {},
    h("legend", {}, title),
    Object.entries(options).map(([value, label]) =>
      h(
        "label",
        { class: "choice" },
        h("input", {
          type: multiple ? "checkbox" : "radio",
          name,
          checked: into[id]?.includes(value) ?? false,
          onchange: (/** @type {any} */ event) => choose(value, event.target.checked),
        }),
        label,
      ),
    ),
  );
}

/**
 * The round's further questions, targets, and offers and asks.
 * @param {{words: Words, kit: any, draft: Draft, cycle: any, change: () => void,
 *   show: () => void}} page `show` shows all this again
 */
export function furtherFields({ words, kit, draft, cycle, change, show }) {
  /** @param {string} id @param {Record<string, any>} [values] */
  const say = (id, values) => words.say(id, values);
  const responses = { ...draft.responses };
  const questions = cycle.questions.map((/** @type {any} */ question) =>
    optionsField({
      name: `responses.${question.id}`,
      title: question.text,
      options: question.options,
      multiple: question.multiple,
      into: responses,
      id: question.id,
      change: () => {
        draft.responses = responses;
        change();
      },
    }),
  );
  return [questions, targets(), exchange()];

  /** @param {string} id @param {string} label @param {any} field */
  function labelled(id, label, field) {
    field.id = id;
    return h("p", {}, h("label", { for: id }, label), field);
  }

  /** @param {[string | number, string][]} options @param {any} chosen @param {(value: string) => void} take */
  function select(options, chosen, take) {
    return h(
      "select",
      { onchange: (/** @type {any} */ event) => take(event.target.value) },
      options.map(([value, label]) =>
        h("option", { value: String(value), selected: value === chosen }, label),
      ),
    );
  }

  function targets() {
    /** @param {string} id @param {"level" | "year"} name @param {string} value */
    const take = (id, name, value) => {
      const target = { ...draft.targets?.[id] };
      if (value) target[name] = Number(value);
      else delete target[name];
      const others = { ...draft.targets, [id]: target };
      if (!Object.keys(target).length) delete others[id];
      draft.targets = others;
      change();
    };
    const first = Number(draft.reference_date.slice(0, 4));
    return h(
      "fieldset",
      {},
      h("legend", {}, say("assess.targets")),
      aboutWhich(kit, cycle).flatMap(({ id, title }) => {
        const { level, year } = draft.targets?.[id] ?? {};
        const years = Array.from({ length: YEARS }, (_, i) => first + i);
        if (year && !years.includes(year)) years.push(year);
        /** @param {number[]} numbers @returns {[string | number, string][]} */
        const orNone = (numbers) => [["", ""], ...numbers.map((one) => pair(one))];
        return [
          labelled(
            `target-${id}`,
            say("book.target.level", { id, title }),
            select(orNone(LEVELS), level, (value) => take(id, "level", value)),
          ),
          labelled(
            `target-${id}-year`,
            say("book.target.year", { id }),
            select(orNone(years), year, (value) => take(id, "year", value)),
          ),
        ];
      }),
    );
  }

  function exchange() {
    const rows = draft.exchange ?? [];
    /** @type {[string, string][]} */
    const kinds = KINDS.map((kind) => [kind, say(`book.kind.${kind}`)]);
    /** @type {[string, string][]} */
    const all = kit.edition.recommendations.map((/** @type {any} */ one) => [
      one.id,
      `${one.id} ${one.title}`,
    ]);
    /** @param {any[]} others */
    const keep = (others) => {
      draft.exchange = others;
      change();
    };
    return h(
      "fieldset",
      { id: "exchange" },
      h("legend", {}, say("book.intro.exchange")),
      rows.map((row, i) => {
        /** @param {string} name @param {string} value */
        const put = (name, value) =>
          keep((draft.exchange ?? []).map((one, j) => (j === i ? { ...one, [name]: value } : one)));
        const text = h("textarea", {
          rows: 2,
          value: row.text,
          onchange: (/** @type {any} */ event) => put("text", event.target.value.trim()),
        });
        return h(
          "fieldset",
          {},
          h("legend", {}, String(i + 1)),
          labelled(
            `exchange-${i}-kind`,
            say("book.exchange.kind"),
            select(kinds, row.kind, (value) => put("kind", value)),
          ),
          labelled(
            `exchange-${i}-recommendation`,
            say("book.exchange.recommendation"),
            select(all, row.recommendation, (value) => put("recommendation", value)),
          ),
          labelled(`exchange-${i}-text`, say("book.exchange.text"), text),
          h(
            "button",
            {
              type: "button",
              onclick: () => {
                keep((draft.exchange ?? []).filter((_, j) => j !== i));
                show();
                document.getElementById("exchange-add")?.focus();
              },
            },
            say("assess.evidence.remove"),
          ),
        );
      }),
      h(
        "button",
        {
          type: "button",
          id: "exchange-add",
          onclick: () => {
            const at = draft.exchange?.length ?? 0;
            keep([
              ...(draft.exchange ?? []),
              { kind: KINDS[0], recommendation: all[0][0], text: "" },
            ]);
            show();
            document.getElementById(`exchange-${at}-kind`)?.focus();
          },
        },
        say("assess.exchange.add"),
      ),
    );
  }
}

/** @param {number} one @returns {[number, string]} */
function pair(one) {
  return [one, String(one)];
}
