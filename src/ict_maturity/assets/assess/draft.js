// In: what somebody typed, or the text of a file; out: a draft that the engine can read.

/**
 * What an office has answered so far: the same fields as a report, and the office's profile. A
 * cycle is null where all KPIs are answered outside of a round.
 * @typedef {{draft: 1, edition: string, cycle: string | null, reference_date: string,
 *   office: {code: string, profile: Record<string, string[]>}, answers: Record<string, any>,
 *   responses?: Record<string, string[]>, targets?: Record<string, Target>,
 *   exchange?: Exchange[], notes?: string, last?: Last}} Draft
 *
 * What it answered in the round before, beside which figures are read.
 * @typedef {{cycle: string, reference_date: string, answers: Record<string, any>}} Last
 *
 * @typedef {{level?: number, year?: number}} Target
 * @typedef {{kind: string, recommendation: string, text: string}} Exchange
 *
 * What is asked at a time: one check of a KPI, or its figure, date or choice.
 * @typedef {{kpi: any, check: any | null}} Question
 */

export const WHOLE = ["unknown", "not_applicable", "none"];
export const ANSWERS = ["met", "not_met", "unknown", "not_assessed"];
export const KINDS = ["offers", "asks"];
export const LEVELS = [1, 2, 3, 4];
/** For so many years, from that of the answers, a target is offered. */
export const YEARS = 11;
const LARGEST_FILE = 2_000_000;
const NUMBERS = ["numerator", "denominator", "value"];
const DAYS = ["date", "as_of"];
const EVIDENCE = [
  "title",
  "holder",
  "url",
  "date",
  "read_on",
  "verified_by",
  "verified_on",
  "note",
];
const TEXTS = ["note", "reason", "accepted_by"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The facts that each type of rule without checks asks for. */
export const FACTS = /** @type {Record<string, string[]>} */ ({
  ratio: ["numerator", "denominator", "as_of"],
  number: ["value", "as_of"],
  recency: ["date"],
  ordered: ["choice"],
});

/**
 * An empty draft.
 * @param {string} edition
 * @param {string} day the reference date
 * @returns {Draft}
 */
export function empty(edition, day) {
  const office = { code: "", profile: {} };
  return { draft: 1, edition, cycle: null, reference_date: day, office, answers: {} };
}

/**
 * All checks of a rule, from the lowest level up.
 * @param {any} rule
 * @returns {any[]}
 */
export function checksOf(rule) {
  if (rule.type === "ladder") return [1, 2, 3, 4].flatMap((level) => rule.levels[level]);
  return rule.checks ?? (rule.check ? [rule.check] : []);
}

/**
 * What is asked of a KPI, one thing at a time.
 * @param {any} kpi
 * @returns {Question[]}
 */
export function questionsOf(kpi) {
  const checks = checksOf(kpi.rule);
  return checks.length ? checks.map((check) => ({ kpi, check })) : [{ kpi, check: null }];
}

/**
 * Whether a question has an answer; "find out later" is none.
 * @param {Question} question
 * @param {any} answer
 */
export function isAnswered({ kpi, check }, answer) {
  if (!answer) return false;
  if (answer.answer) return answer.answer !== "not_assessed";
  if (check) return (answer.checks?.[check.id] ?? "not_assessed") !== "not_assessed";
  return FACTS[kpi.rule.type].every((field) => answer[field] !== undefined);
}

/**
 * A number as somebody typed it, null when it can be read in two ways or in none.
 * @param {string} text
 */
export function typedNumber(text) {
  const typed = text.trim();
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(typed)) return null;
  return typed.replace(/\D/g, "").replace(/^0+/, "").length > 15 ? null : Number(typed);
}

/**
 * A value as a text; a number without an exponent.
 * @param {string | number} value
 */
export function plain(value) {
  const text = String(value);
  if (typeof value === "string" || !text.includes("e")) return text;
  return value.toFixed(12).replace(/0+$/, "");
}

/**
 * Whether a text is a day of the calendar, written YYYY-MM-DD.
 * @param {unknown} day
 */
export function isDay(day) {
  if (typeof day !== "string" || !DAY.test(day)) return false;
  const found = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(day);
}

/**
 * A draft from the text of a file, and what in it no question asks, which is left out.
 * @param {string} text
 * @param {{edition: any, cycles: any[]}} kit
 * @returns {{draft: Draft, left: string[], edition: string} | {problem: string}} with the edition
 *   for which the file was made, or the id of what is wrong
 */
export function readDraft(text, { edition, cycles }) {
  if (text.length > LARGEST_FILE) return { problem: "assess.file.large" };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { problem: "assess.file.json" };
  }
  if (!isObject(data) || data.draft !== 1 || !isObject(data.answers) || !isObject(data.office)) {
    return { problem: "assess.file.other" };
  }
  if (!isDay(data.reference_date)) return { problem: "assess.file.other" };
  /** @type {string[]} */
  const left = [];
  const draft = empty(edition.framework.edition, data.reference_date);
  if (cycles.some((cycle) => cycle.id === data.cycle)) draft.cycle = data.cycle;
  draft.office.code = textOf(data.office.code) ?? "";
  takeFurther(draft, data, { edition, cycles });
  const notes = textOf(data.notes);
  if (notes) draft.notes = notes;
  for (const field of edition.framework.profile) {
    const given = data.office.profile?.[field.id];
    const values = Array.isArray(given)
      ? given.filter((one) => Object.hasOwn(field.values, one))
      : [];
    if (values.length) draft.office.profile[field.id] = field.multiple ? values : [values[0]];
  }
  draft.answers = knownAnswers(edition, data.answers, left);
  const { last } = data;
  const isKnown = isObject(last) && cycles.some((cycle) => cycle.id === last.cycle);
  if (isKnown && isDay(last.reference_date) && isObject(last.answers)) {
    const { cycle, reference_date } = last;
    draft.last = { cycle, reference_date, answers: knownAnswers(edition, last.answers, []) };
  }
  return { draft, left, edition: textOf(data.edition) ?? "" };
}

/**
 * The Recommendations of which a round asks a KPI.
 * @param {any} kit
 * @param {any} cycle
 * @returns {any[]}
 */
export function aboutWhich({ edition }, { kpis: asked }) {
  const of = edition.kpis
    .filter((/** @type {any} */ kpi) => !asked?.length || asked.includes(kpi.id))
    .map((/** @type {any} */ kpi) => kpi.recommendation);
  return edition.recommendations.filter(
    (/** @type {any} */ one) => !asked?.length || of.includes(one.id),
  );
}

/**
 * What is answered beyond the KPIs, as far as this kit asks for it.
 * @param {Draft} draft into which it is taken
 * @param {any} data
 * @param {{edition: any, cycles: any[]}} kit
 */
function takeFurther(draft, data, { edition, cycles }) {
  const known = new Set(edition.recommendations.map((/** @type {any} */ one) => one.id));
  for (const question of cycles.flatMap((cycle) => cycle.questions)) {
    const given = isObject(data.responses) ? data.responses[question.id] : null;
    if (!Array.isArray(given)) continue;
    const values = given.filter((one) => Object.hasOwn(question.options, one));
    const kept = question.multiple ? values : values.slice(0, 1);
    if (kept.length) draft.responses = { ...draft.responses, [question.id]: kept };
  }
  for (const [id, given] of Object.entries(isObject(data.targets) ? data.targets : {})) {
    if (!known.has(id) || !isObject(given)) continue;
    /** @type {Target} */
    const target = {};
    if (LEVELS.includes(given.level)) target.level = given.level;
    if (Number.isInteger(given.year) && given.year >= 2000 && given.year <= 2100)
      target.year = given.year;
    if (Object.keys(target).length) draft.targets = { ...draft.targets, [id]: target };
  }
  /** @type {any[]} */
  const lines = Array.isArray(data.exchange) ? data.exchange.filter(isObject) : [];
  const exchange = lines
    .filter((one) => KINDS.includes(one.kind) && known.has(one.recommendation))
    .map((one) => ({
      kind: one.kind,
      recommendation: one.recommendation,
      text: textOf(one.text) ?? "",
    }));
  if (exchange.length) draft.exchange = exchange;
}

/**
 * Answer another round; what was answered for an earlier one is what was said last.
 * @param {Draft} draft
 * @param {any} cycle undefined for none
 */
export function answerFor(draft, cycle) {
  const { cycle: before, reference_date, answers } = draft;
  if (before && cycle && reference_date < cycle.reference_date)
    draft.last = { cycle: before, reference_date, answers: structuredClone(answers) };
  else delete draft.last;
  draft.cycle = cycle?.id ?? null;
  draft.reference_date = cycle?.reference_date ?? reference_date;
}

/**
 * The answers to KPIs that the edition has.
 * @param {any} edition
 * @param {Record<string, any>} given
 * @param {string[]} left
 */
function knownAnswers(edition, given, left) {
  /** @type {Record<string, any>} */
  const answers = {};
  for (const [id, answer] of Object.entries(given)) {
    const kpi = edition.kpis.find((/** @type {any} */ one) => one.id === id);
    if (kpi && isObject(answer)) answers[id] = knownAnswer(kpi, answer, left);
    else left.push(id);
  }
  return answers;
}

/**
 * What a KPI's rule can read of an answer; the rest is noted and left out.
 * @param {any} kpi
 * @param {any} given
 * @param {string[]} left
 */
function knownAnswer(kpi, given, left) {
  const rule = kpi.rule;
  const checks = checksOf(rule).map((check) => check.id);
  /** @type {any} */
  const answer = {};
  /** @param {string} field @param {any} value */
  const take = (field, value) => {
    if (value === undefined) left.push(`${kpi.id} ${field}`);
    else answer[field] = value;
  };
  for (const [field, value] of Object.entries(given)) {
    if (field === "answer")
      take(
        field,
        [...WHOLE, "not_assessed"].find((one) => one === value),
      );
    else if (field === "accepted_on") take(field, isDay(value) ? value : undefined);
    else if (TEXTS.includes(field)) take(field, textOf(value));
    else if (field === "evidence") take(field, evidenceOf(value));
    else if (field === "checks" && checks.length && isObject(value)) {
      const pairs = Object.entries(value).filter(
        ([id, one]) => checks.includes(id) && ANSWERS.includes(/** @type {string} */ (one)),
      );
      if (pairs.length < Object.keys(value).length) left.push(`${kpi.id} ${field}`);
      answer.checks = Object.fromEntries(pairs);
    } else if (FACTS[rule.type]?.includes(field)) take(field, factOf(rule, field, value));
    else if (field === "before" && FACTS[rule.type] && isObject(value)) {
      const facts = [...FACTS[rule.type], "as_of"]
        .map((name) => [name, factOf(rule, name, value[name])])
        .filter(([, fact]) => fact !== undefined);
      answer.before = Object.fromEntries(facts);
    } else if (field === "change" && FACTS[rule.type] && isObject(value) && isDay(value.date)) {
      answer.change = { what: textOf(value.what) ?? "", date: value.date };
    } else left.push(`${kpi.id} ${field}`);
  }
  return answer;
}

/**
 * @param {any} rule
 * @param {string} field
 * @param {any} value
 */
function factOf(rule, field, value) {
  if (NUMBERS.includes(field)) return typedNumber(String(value)) ?? undefined;
  if (DAYS.includes(field)) return isDay(value) ? value : undefined;
  return rule.choices?.some((/** @type {any} */ one) => one.id === value) ? value : undefined;
}

/** @param {any} items */
function evidenceOf(items) {
  if (!Array.isArray(items)) return undefined;
  return items.filter(isObject).map((item) => {
    const pairs = EVIDENCE.map((field) => [field, textOf(item[field])]);
    return Object.fromEntries(pairs.filter(([name, value]) => isWhole(name, value)));
  });
}

/** @param {any} name @param {any} value */
function isWhole(name, value) {
  return value !== undefined && (!/(^date$|_on$)/.test(name) || isDay(value));
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === "string" && value.trim() ? value.slice(0, 4000) : undefined;
}
