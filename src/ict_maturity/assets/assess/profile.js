// In: a draft; out: the fields for the round, the day, the code of the office and its profile.
import { h } from "./dom.js";
import { answerFor, isDay } from "./draft.js";
import { optionsField } from "./further.js";

/** @import { Words } from "../engine/words.js" */
/** @import { Draft } from "./draft.js" */

/**
 * @param {{words: Words, kit: any, draft: Draft, cycleOf: (id: string | null) => any,
 *   change: () => void, show: () => void, showFurther: () => void}} page `show` shows the question
 *   again, `showFurther` what is asked beyond the KPIs
 */
export function profileFields({ words, kit, draft, cycleOf, change, show, showFurther }) {
  const { office } = draft;
  const shown = () => {
    change();
    show();
  };
  /** @param {string} id */
  const say = (id) => words.say(id);
  const fields = kit.edition.framework.profile.map((/** @type {any} */ field) =>
    optionsField({
      name: `profile.${field.id}`,
      title: field.title,
      options: field.values,
      multiple: field.multiple,
      into: office.profile,
      id: field.id,
      change: shown,
    }),
  );
  const day = h("input", {
    id: "day",
    type: "date",
    value: draft.reference_date,
    onchange: (/** @type {any} */ event) => {
      if (!isDay(event.target.value)) return;
      draft.reference_date = event.target.value;
      change();
    },
  });
  const cycle = h(
    "select",
    {
      id: "cycle",
      onchange: (/** @type {any} */ event) => {
        answerFor(draft, cycleOf(event.target.value));
        day.value = draft.reference_date;
        shown();
        showFurther();
      },
    },
    h("option", { value: "" }, say("assess.cycle.none")),
    kit.cycles.map((/** @type {any} */ one) =>
      h("option", { value: one.id, selected: one.id === draft.cycle }, one.title),
    ),
  );
  const code = h("input", {
    id: "code",
    type: "text",
    maxLength: 4,
    autocomplete: "off",
    value: office.code,
    onchange: (/** @type {any} */ event) => {
      office.code = event.target.value.trim().toUpperCase();
      shown();
    },
  });
  return [
    h("p", {}, h("label", { for: "cycle" }, say("assess.cycle")), cycle),
    h("p", {}, h("label", { for: "day" }, say("assess.day")), day),
    h("p", {}, h("label", { for: "code" }, say("assess.code")), code),
    fields,
  ];
}
