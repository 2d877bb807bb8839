// In: answers and those of the round before; out: what is possible in them and odd.
import { Fraction, ONE, ZERO, fraction, spelled } from "./exact.js";

/**
 * What is odd, at a path in the report: the id of its words, and their values. A remark beside the
 * answer says that the office looked, and ends it.
 * @typedef {{path: (string | number)[], id: string, values: Record<string, any>}} Query
 *
 * What an office reported in a round, and the KPIs of the edition that it answered.
 * @typedef {{assessment: any, kpis: any[]}} Report
 */

const COUNTS = ["numerator", "denominator"];
/** A figure that is so many times the last one, or a part of it that small, is often a slip. */
const TIMES = new Fraction(10n);
const NEARLY = new Fraction(2n, 100n);
const FAR = new Fraction(30n, 100n);
const FEWEST_OPTIONS = 3;
const HALF = 2;
/** A report with less says so little that a part of it is easily left out. */
const FEWEST_SAID = 20;
const NOT_LOOKED = "not_assessed";

/** What says which measurement a KPI is; a field of a rule that only says why is no part of it. */
const MEASURED = [
  "addressee",
  "applies_when",
  "counting",
  "evidence_wanted",
  "measures",
  "rule",
  "scope",
  "valid_for_months",
];
const WHY = ["reason", "reasons"];

/**
 * All that is odd in a report, in the order in which `check` tells it.
 * @param {Report} now
 * @param {Report | null} last what was handed in before, null when nothing was
 * @param {any} [cycle] the round with its further questions
 * @returns {Query[]}
 */
export function queries(now, last, cycle) {
  return [
    ...(last ? farFromTheLast(now, last) : []),
    ...(last ? notNew(now.assessment, last.assessment) : []),
    ...broken(now.assessment),
    ...(last && cycle ? halfOf(now, last.assessment, cycle) : []),
    ...allChosen(now.assessment, cycle),
    ...otherDay(now.assessment, cycle),
  ];
}

/**
 * Figures ten times those of the round before, or as small, and the rest instead of the share.
 * @param {Report} now
 * @param {Report} last
 * @returns {Query[]}
 */
function farFromTheLast(now, last) {
  /** @param {Report} report @param {string} id */
  const kpiOf = (report, id) => report.kpis.find((kpi) => kpi.id === id);
  return Object.entries(now.assessment.answers ?? {}).flatMap(([id, answer]) => {
    const before = last.assessment.answers?.[id];
    const [kpi, old] = [kpiOf(now, id), kpiOf(last, id)];
    if (answer.note || !before || !kpi || !old || measurement(kpi) !== measurement(old)) return [];
    return farFrom(before, answer, last.assessment.cycle).map((query) => ({
      ...query,
      path: ["answers", id, ...query.path],
    }));
  });
}

/**
 * @param {any} last
 * @param {any} answer
 * @param {string} cycle
 * @returns {Query[]}
 */
function farFrom(last, answer, cycle) {
  const found = [...COUNTS, "value"].flatMap((field) => {
    if (last[field] === undefined || answer[field] === undefined) return [];
    const [old, now] = [fraction(last[field]), fraction(answer[field])];
    if (old.equals(ZERO) || now.equals(ZERO)) return [];
    const times = now.over(old);
    if (ONE.over(TIMES).less(times) && times.less(TIMES)) return [];
    const values = { field, now: answer[field], last: last[field], cycle };
    return [{ path: [field], id: "answer-doubtful.times", values }];
  });
  const [old, now] = [last, answer].map(shareOf);
  if (found.length || !old || !now) return found;
  const isRest = !NEARLY.less(size(old.plus(now).minus(ONE))) && !size(old.minus(now)).less(FAR);
  return isRest ? [{ path: ["numerator"], id: "answer-doubtful.rest", values: { cycle } }] : [];
}

/** @param {any} answer */
function shareOf({ numerator, denominator }) {
  if (numerator === undefined || denominator === undefined) return null;
  const below = fraction(denominator);
  return below.equals(ZERO) ? null : fraction(numerator).over(below);
}

/** @param {Fraction} number */
const size = (number) => (number.less(ZERO) ? ZERO.minus(number) : number);

/**
 * A figure is of a day after the one that the round before asked about.
 * @param {any} assessment
 * @param {any} last
 * @returns {Query[]}
 */
function notNew(assessment, last) {
  const { cycle, reference_date: asked } = last;
  return Object.entries(assessment.answers ?? {})
    .filter(([, { as_of: day, note }]) => day && !note && day <= asked)
    .map(([id, { as_of: day }]) => ({
      path: ["answers", id, "as_of"],
      id: "answer-doubtful.old",
      values: { day, cycle, asked },
    }));
}

/**
 * At least half of what was said in the round before is said again, of what is asked still.
 * @param {Report} now
 * @param {any} last
 * @param {any} cycle
 * @returns {Query[]}
 */
function halfOf({ assessment, kpis }, last, cycle) {
  if (assessment.notes) return [];
  const isAsked = (/** @type {string} */ id) =>
    id in (last.answers ?? {}) &&
    kpis.some((kpi) => kpi.id === id) &&
    (!cycle.kpis?.length || cycle.kpis.includes(id));
  const [before, said] = [last, assessment].map((report) =>
    Object.entries(report.answers ?? {})
      .filter(([id]) => isAsked(id))
      .reduce((number, [, answer]) => number + saidIn(answer), 0),
  );
  if (said * HALF >= before || before < FEWEST_SAID) return [];
  const values = { now: said, last: before, cycle: last.cycle };
  return [{ path: ["answers"], id: "answer-doubtful.half", values }];
}

/** How much an answer says: each check that was looked at, or one figure, day or word.
 * @param {any} answer
 * @returns {number}
 */
function saidIn(answer) {
  const checks = Object.values(answer.checks ?? {});
  if (checks.length) return checks.filter((each) => each !== NOT_LOOKED).length;
  return answer.answer === NOT_LOOKED ? 0 : 1;
}

/**
 * All answer for one day, or the figures of two offices cannot stand side by side.
 * @param {any} assessment
 * @param {any} cycle
 * @returns {Query[]}
 */
function otherDay(assessment, cycle) {
  const day = assessment.reference_date;
  if (!cycle || assessment.notes || day === cycle.reference_date) return [];
  const values = { day, asked: cycle.reference_date, cycle: cycle.id };
  return [{ path: ["reference_date"], id: "answer-doubtful.day", values }];
}

/**
 * What is counted has no decimals.
 * @param {any} assessment
 * @returns {Query[]}
 */
function broken(assessment) {
  return Object.entries(assessment.answers ?? {}).flatMap(([id, answer]) =>
    COUNTS.filter(
      (field) =>
        !answer.note && answer[field] !== undefined && fraction(answer[field]).below !== 1n,
    ).map((field) => ({
      path: ["answers", id, field],
      id: "answer-doubtful.whole",
      values: { field, count: answer[field] },
    })),
  );
}

/**
 * Who ticks every option of a question has often not read them.
 * @param {any} assessment
 * @param {any} cycle
 * @returns {Query[]}
 */
function allChosen(assessment, cycle) {
  if (!cycle || assessment.notes) return [];
  return (cycle.questions ?? [])
    .filter((/** @type {any} */ question) => {
      const chosen = new Set(assessment.responses?.[question.id] ?? []);
      return (
        chosen.size >= FEWEST_OPTIONS &&
        Object.keys(question.options).every((option) => chosen.has(option))
      );
    })
    .map((/** @type {any} */ question) => ({
      path: ["responses", question.id],
      id: "answer-doubtful.all",
      values: { question: question.id },
    }));
}

/**
 * What a KPI measures, as a text that is equal when, and only when, it is the same: no list in
 * these fields has an order that says anything, and white space says nothing.
 * @param {any} kpi
 */
function measurement(kpi) {
  const fields = Object.entries(kpi.rule).filter(([name]) => !WHY.includes(name));
  const measured = { ...kpi, rule: Object.fromEntries(fields) };
  return spelled(unordered(MEASURED.map((name) => [name, measured[name] ?? null])));
}

/**
 * @param {any} value
 * @returns {any}
 */
function unordered(value) {
  if (typeof value === "string") return value.trim().split(/\s+/).join(" ");
  if (Array.isArray(value)) {
    return value.map(unordered).sort((a, b) => (spelled(a) < spelled(b) ? -1 : 1));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, unordered(value[key])]),
  );
}
