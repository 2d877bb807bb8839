// In: the results of a Recommendation's KPIs; out: the fewest facts, or evidence, to its next one.

/** @import { Move, Reason } from "./reading.js" */
/** @import { KpiResult } from "./kpi.js" */

/**
 * How one KPI below the wanted level may be treated: `full` brings it to the level, `least` only as
 * far as an exception must be, and `mayStay` says that it may be the exception.
 * @typedef {{position: number, full: Move | null, least: Move | null, mayStay: boolean}} Treatment
 *
 * What is done about one KPI; `less` says that it stays a level below the wanted one.
 * @typedef {{position: number, move: Move, less: boolean}} Chosen
 */

/** The least grade that backs each level. */
const GRADE_FOR = ["E0", "E0", "E0", "E1", "E2"];

/**
 * The smallest set of facts that lifts the shown level from `reached` by one, and which KPIs make
 * that impossible, if any do.
 * @param {KpiResult[]} results
 * @param {number} reached
 */
export function nextSteps(results, reached) {
  return smallestSet(
    results,
    results.map(({ reading }) => reading.shown.level),
    reached,
    ({ reader, reading }, level) => reader.move(reading, level),
  );
}

/**
 * The fewest pieces of evidence that lift the evidenced level by one, where more is shown.
 * @param {KpiResult[]} results
 * @param {number} shown
 * @param {number} evidenced
 */
export function evidenceSteps(results, shown, evidenced) {
  if (evidenced >= shown) return [];
  return smallestSet(
    results,
    results.map((result) => result.evidenced),
    evidenced,
    ({ reading }, level) => {
      if (reading.shown.level < level) return null;
      const reasons = [{ code: "give-evidence", grade: GRADE_FOR[level] }];
      return { checks: [], findOut: [], reasons, effort: 1, todo: 1 };
    },
  ).steps;
}

/**
 * The fewest moves from `reached` to the next level, among them those with least to do.
 * @param {KpiResult[]} results
 * @param {number[]} levels
 * @param {number} reached
 * @param {(result: KpiResult, level: number) => Move | null} move
 * @returns {{steps: any[], hindrance: Reason[]}}
 */
function smallestSet(results, levels, reached, move) {
  if (reached === 4) return { steps: [], hindrance: [] };
  const wanted = reached + 1;

  /** @param {number} position @returns {Treatment} */
  const treatment = (position) => {
    const result = results[position];
    const full = move(result, wanted);
    if (result.kpi.core) return { position, full, least: null, mayStay: false };
    if (levels[position] >= wanted - 1) return { position, full, least: null, mayStay: true };
    const least = move(result, wanted - 1);
    return { position, full, least, mayStay: least !== null };
  };

  const below = [...levels.keys()].filter((position) => levels[position] < wanted);
  const treatments = below.map(treatment);
  const stuck = treatments.filter((each) => !each.full);
  // A lone KPI cannot be the exception: a level has at least one KPI at it.
  const free =
    results.length > 1 ? (stuck.length ? stuck : treatments).filter((each) => each.mayStay) : [];
  if (stuck.length > 1 || (stuck.length && !free.length)) {
    const kpis = stuck.map((each) => results[each.position].kpi.id);
    return { steps: [], hindrance: [{ code: "next-level-out-of-reach", kpis, level: wanted }] };
  }

  /** @type {(Treatment | null)[]} */
  const exceptions = stuck.length ? free : [null, ...free];
  const most = exceptions.map(saved).reduce((a, b) => (compare(a, b) < 0 ? b : a));
  const ways = exceptions
    .filter((each) => compare(saved(each), most) === 0)
    .map((exception) => chosen(treatments, exception));
  /** @param {Chosen[]} way */
  const positions = (way) => way.map((each) => each.position);
  const best = ways.reduce((a, b) => (compare(positions(b), positions(a)) < 0 ? b : a));
  const steps = best.map(({ position, move: { checks, findOut, effort, reasons }, less }) => ({
    kpi: results[position].kpi.id,
    from_level: levels[position],
    to_level: wanted - (less ? 1 : 0),
    checks,
    find_out: findOut,
    effort,
    reasons,
  }));
  return { steps, hindrance: [] };
}

/**
 * The moves that remain once the exception is made.
 * @param {Treatment[]} treatments
 * @param {Treatment | null} exception
 * @returns {Chosen[]}
 */
function chosen(treatments, exception) {
  return treatments.flatMap((each) => {
    const move = each === exception ? each.least : each.full;
    return move ? [{ position: each.position, move, less: each === exception }] : [];
  });
}

/**
 * What an exception saves: effort, then what of it is more than finding out. A KPI that nothing
 * brings to the level is the only exception there can be, so it is not compared with others.
 * @param {Treatment | null} exception
 */
function saved(exception) {
  if (!exception?.full) return [0, 0];
  const { full, least } = exception;
  return [full.effort - (least?.effort ?? 0), full.todo - (least?.todo ?? 0)];
}

/**
 * The order of two rows of numbers: that of the first that differ, else the shorter row is first.
 * @param {number[]} a
 * @param {number[]} b
 */
function compare(a, b) {
  const i = a.findIndex((one, at) => one !== b[at]);
  if (i < 0) return a.length - b.length;
  return i < b.length ? a[i] - b[i] : 1;
}
