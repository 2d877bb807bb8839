// In: nothing; out: what a rule makes of an answer, and what brings a KPI to a level.
import { Fraction, ONE, ZERO } from "./exact.js";

/**
 * Why a number is what it is: a code and the facts that fill its words.
 * @typedef {{code: string} & Record<string, any>} Reason
 *
 * A KPI's level (0 to 4) and its progress to the next one (at least 0 and less than 1).
 * @typedef {{level: number, progress: Fraction}} Reading
 *
 * What a rule without checks asks beside its fact for level 4: in which way it is there, and
 * whether it is there as soon as the present fact alone reaches the level.
 * @typedef {{how: "held" | "improved" | null, follows: boolean}} Second
 *
 * One check as it was answered; its level is null where it stands under none.
 * @typedef {{id: string, level: number | null, core: boolean, secondFigure: boolean,
 *   answer: string}} CheckResult
 *
 * An answer read twice: undecided parts taken as not met (shown) and as met (possible). `decided`
 * is the decided part of its facts, `afterOne` the lowest level shown if one of them were worse.
 * @typedef {{shown: Reading, possible: Reading, decided: Fraction, afterOne: number,
 *   checks: CheckResult[], reasons: Reason[], figure: Fraction | null, few: boolean,
 *   second: Second}} RuleReading
 *
 * What brings a KPI to a level. `effort` counts facts, `todo` those that are more than finding out.
 * @typedef {{checks: string[], findOut: string[], reasons: Reason[], effort: number,
 *   todo: number}} Move
 *
 * A rule made ready. `read` never throws; `move` gives the least that brings the KPI from below a
 * level to it, null when nothing does.
 * @typedef {{read: (answer: any, referenceDate: string | null) => RuleReading,
 *   move: (reading: RuleReading, level: number) => Move | null}} Reader
 */

export const STEPS = [1, 2, 3, 4];
/** @type {Reading} */
export const NOTHING = { level: 0, progress: ZERO };
/** @type {Reading} */
export const EVERYTHING = { level: 4, progress: ZERO };
/** @type {Second} */
export const NO_SECOND = { how: null, follows: false };

const WHOLE = /** @type {Record<string, string>} */ ({
  unknown: "answer-unknown",
  not_applicable: "claim-open",
  none: "answer-none",
});

/**
 * The score of a reading, 0 to 100.
 * @param {Reading} reading
 */
export function score({ level, progress }) {
  return new Fraction(25n).times(progress.plus(new Fraction(BigInt(level))));
}

/**
 * Why an answer that reports no facts is read as it is.
 * @param {any} answer
 * @returns {Reason[]}
 */
export function wholeReasons(answer) {
  return [{ code: WHOLE[answer?.answer] ?? "answer-not-assessed" }];
}

/**
 * A reading; what is not given is that of a rule with one fact that is decided.
 * @param {Pick<RuleReading, "shown" | "possible" | "reasons"> & Partial<RuleReading>} parts
 * @returns {RuleReading}
 */
export function reading(parts) {
  return {
    decided: ONE,
    afterOne: 0,
    checks: [],
    figure: null,
    few: false,
    second: NO_SECOND,
    ...parts,
  };
}

/**
 * The reading of an answer without facts: anything up to the best reading is possible, and with a
 * claim that the KPI does not apply anything at all.
 * @param {any} answer
 * @param {Reading} best
 * @param {CheckResult[]} checks
 */
export function undecided(answer, best, checks = []) {
  const possible = answer?.answer === "not_applicable" ? EVERYTHING : best;
  const reasons = wholeReasons(answer);
  return reading({ shown: NOTHING, possible, decided: ZERO, checks, reasons });
}

/** The reading of the fact that there is nothing of the kind. */
export function nothingThere() {
  return reading({ shown: NOTHING, possible: NOTHING, reasons: [{ code: "answer-none" }] });
}

/**
 * The reading of facts, or of a rule, that `check` refuses: not assessed.
 * @param {Reading} best
 */
export function refused(best) {
  const reasons = [{ code: "answer-refused" }];
  return reading({ shown: NOTHING, possible: best, decided: ZERO, reasons });
}
