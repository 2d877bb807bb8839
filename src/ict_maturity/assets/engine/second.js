// In: an earlier fact, what was changed, and the days; out: whether a KPI was held or improved.
import { ZERO, wholeMonths } from "./exact.js";

/** @import { Move, Reason, RuleReading, Second } from "./reading.js" */

const EARLIER_AT_LEAST = 6;
export const EARLIER_AT_MOST = 36;
const CHANGED_WITHIN = 24;

/**
 * Whether an earlier fact is old enough, and not too old, beside the present one.
 * @param {string | undefined} start
 * @param {string | null | undefined} end
 */
export function liesBetween(start, end) {
  if (!end) return true;
  if (!start) return false;
  const months = wholeMonths(start, end);
  return EARLIER_AT_LEAST <= months && months <= EARLIER_AT_MOST;
}

/**
 * Whether a change was made after the earlier fact, and not too long ago.
 * @param {any} change
 * @param {string | undefined} since
 * @param {string | null} referenceDate
 */
export function actedOn(change, since, referenceDate) {
  if (!change || (since && change.date < since)) return false;
  if (!referenceDate) return true;
  return change.date <= referenceDate && wholeMonths(change.date, referenceDate) <= CHANGED_WITHIN;
}

/**
 * Held when both facts are at the top; improved when the present one is better and acted on.
 * @param {{atTop: boolean, beforeAtTop: boolean, better: boolean, acted: boolean}} found
 * @returns {Second}
 */
export function second({ atTop, beforeAtTop, better, acted }) {
  const how = atTop && beforeAtTop ? "held" : better && acted ? "improved" : null;
  return { how, follows: beforeAtTop || acted };
}

/**
 * Whether a fact that reaches a level by itself was held or improved.
 * @param {number} level
 * @param {Second} beside
 * @returns {Reason[]}
 */
export function secondReasons(level, beside) {
  if (beside.how) return [{ code: `was-${beside.how}` }];
  return level === 4 ? [{ code: "second-missing" }] : [];
}

/**
 * The move of one fact, if it moves, and of what is asked beside it for level 4.
 * @param {Reason} reason
 * @param {RuleReading} found
 * @param {number} level
 * @param {boolean} moves
 * @returns {Move}
 */
export function moveTo(reason, found, level, moves) {
  const beside = found.second;
  const lacks = level === 4 && !(moves ? beside.follows : beside.how);
  const reasons = [...(moves ? [reason] : []), ...(lacks ? [{ code: "hold-or-improve" }] : [])];
  const isOpen = moves && found.decided.equals(ZERO);
  const effort = reasons.length;
  return { checks: [], findOut: [], reasons, effort, todo: effort - (isOpen ? 1 : 0) };
}
