// In: a rule with one fact, without checks, and an answer; out: the level that the fact earns.
import { Fraction, ONE, ZERO, fraction, wholeMonths } from "./exact.js";
import {
  EVERYTHING,
  NO_SECOND,
  STEPS,
  nothingThere,
  reading,
  refused,
  undecided,
} from "./reading.js";
import { EARLIER_AT_MOST, actedOn, liesBetween, moveTo, second, secondReasons } from "./second.js";

/** @import { Reader, Reading, Reason, Second } from "./reading.js" */

/**
 * The value that is held against the cut points. `handful` says that all but one of a few make the
 * whole, `few` that it is a share of fewer than ten.
 * @typedef {{value: Fraction, reason: Reason, handful?: boolean, few?: boolean}} Figure
 *
 * What differs between the rules with cut points.
 * @typedef {{
 *   lower: boolean,
 *   unit: string,
 *   facts: string[],
 *   figure: (facts: any, referenceDate: string | null) => Figure | null,
 *   worse?: (answer: any) => Figure | null,
 *   dayOf: (facts: any) => string | undefined,
 *   inWindow: (answer: any, referenceDate: string | null) => boolean,
 *   beforeCounts: (answer: any, before: any) => boolean,
 *   mayCountLater: (before: any, referenceDate: string | null) => boolean,
 *   holds: (value: Fraction) => boolean,
 *   beforeAtTop: (value: Fraction) => boolean,
 *   beforeCanImprove: (value: Fraction) => boolean,
 * }} Kind
 */

const HALF = new Fraction(1n, 2n);
const [FEWEST, MOST] = [new Fraction(3n), new Fraction(6n)];
const FEW = new Fraction(10n);

/**
 * A rule with cut points made ready.
 * @param {any} rule
 * @param {Kind} kind
 * @returns {Reader}
 */
function figureReader(rule, kind) {
  const points = pointsOf(rule);

  /** @param {Fraction} value */
  function levelOf(value) {
    let level = 4;
    while (level && !reaches(kind, value, points[level])) level -= 1;
    return level;
  }

  /** @param {string} code @param {number} level @returns {Reason} */
  const cutReason = (code, level) => ({
    code,
    level,
    cut_point: points[level],
    direction: kind.lower ? "lower" : "higher",
    unit: kind.unit,
  });

  /**
   * The level, of one that the figure reaches by cut points, and progress to the next.
   * @param {Figure} figure
   * @param {number} at
   * @param {Second} beside
   * @returns {Reading}
   */
  function readingOf(figure, at, beside) {
    if (at === 4 && beside.how) return EVERYTHING;
    const level = at === 4 || (figure.handful && at < 3) ? 3 : at;
    const gap = points[level + 1].minus(points[level]);
    let progress = figure.value.minus(points[level]).over(gap);
    if (progress.less(ZERO)) progress = ZERO;
    if (level === 3) {
      if (ONE.less(progress)) progress = ONE;
      progress = progress.plus(beside.how ? ONE : ZERO).times(HALF);
    }
    return { level, progress };
  }

  /**
   * Whether the figure was held at the top, or improved by something the office did.
   * @param {any} answer
   * @param {Fraction} value
   * @param {string | null} referenceDate
   * @returns {Second}
   */
  function secondOf(answer, value, referenceDate) {
    const { before } = answer;
    const earlier = before ? kind.figure(before, referenceDate) : null;
    if (!earlier) return NO_SECOND;
    const found = second({
      atTop: kind.holds(value),
      beforeAtTop: kind.beforeAtTop(earlier.value),
      better: !value.equals(earlier.value) && reaches(kind, value, earlier.value),
      acted:
        kind.beforeCanImprove(earlier.value) &&
        actedOn(answer.change, kind.dayOf(before), referenceDate),
    });
    if (kind.beforeCounts(answer, before)) return found;
    return { how: null, follows: found.follows && kind.mayCountLater(before, referenceDate) };
  }

  return {
    read(answer, referenceDate) {
      if (answer?.answer === "none") return nothingThere();
      const reported = answer && kind.facts.some((field) => answer[field] !== undefined);
      if (!reported || answer.answer) return undecided(answer, EVERYTHING);
      const figure = kind.figure(answer, referenceDate);
      if (!figure || !kind.inWindow(answer, referenceDate)) return refused(EVERYTHING);
      const beside = secondOf(answer, figure.value, referenceDate);
      const at = levelOf(figure.value);
      const shown = readingOf(figure, at, beside);
      let afterOne = Math.max(0, shown.level - 1);
      const worse = afterOne ? kind.worse?.(answer) : null;
      if (worse) {
        const less = secondOf(answer, worse.value, referenceDate);
        afterOne = Math.min(afterOne, readingOf(worse, levelOf(worse.value), less).level);
      }
      const reasons = [
        figure.reason,
        ...(at > 0 ? [cutReason("cut-point-reached", at)] : []),
        ...(at < 4 ? [cutReason("cut-point-next", at + 1)] : []),
        ...(at < shown.level ? [{ code: "all-but-one", level: shown.level }] : []),
        ...secondReasons(at, beside),
      ];
      const { value, few = false } = figure;
      return reading({
        shown,
        possible: shown,
        afterOne,
        reasons,
        figure: value,
        few,
        second: beside,
      });
    },
    move(found, level) {
      const moves = !found.figure || levelOf(found.figure) < level;
      return moveTo(cutReason("move-figure", level), found, level, moves);
    },
  };
}

/** The value that earns score 0, then those that earn levels 1 to 4. @param {any} rule */
export function pointsOf(rule) {
  return [rule.floor, ...STEPS.map((level) => rule.cut_points[level])].map(fraction);
}

/**
 * Whether a value is at a point or better.
 * @param {{lower: boolean}} kind
 * @param {Fraction} value
 * @param {Fraction} point
 */
function reaches(kind, value, point) {
  return kind.lower ? !point.less(value) : !value.less(point);
}

/**
 * What the rules share whose figure is reported with the day on which it held.
 * @param {any} rule
 */
function dated(rule) {
  const lower = rule.direction === "lower";
  const top = pointsOf(rule)[4];
  /** @param {Fraction} value */
  const atTop = (value) => reaches({ lower }, value, top);
  return {
    lower,
    unit: rule.unit,
    /** @param {any} facts */
    dayOf: (facts) => facts.as_of,
    /** @param {any} answer @param {string | null} referenceDate */
    inWindow({ as_of }, referenceDate) {
      if (!referenceDate) return true;
      if (!as_of || as_of > referenceDate) return false;
      return wholeMonths(as_of, referenceDate) <= rule.as_of_within_months;
    },
    /** @param {any} answer @param {any} before */
    beforeCounts: (answer, before) => liesBetween(before.as_of, answer.as_of),
    mayCountLater: () => false,
    holds: atTop,
    beforeAtTop: atTop,
    beforeCanImprove: () => true,
  };
}

/** @param {any} rule */
export function ratio(rule) {
  const shared = dated(rule);
  const least = fraction(rule.denominator_at_least ?? 0);

  /**
   * One count over another, null where `check` refuses them.
   * @param {Fraction} numerator
   * @param {Fraction} denominator
   * @returns {Figure | null}
   */
  function share(numerator, denominator) {
    if (numerator.less(ZERO) || !ZERO.less(denominator) || denominator.less(least)) return null;
    if (denominator.less(numerator) && !rule.may_exceed_one) return null;
    const value = numerator.over(denominator);
    return {
      value,
      reason: { code: "ratio-figure", figure: value, numerator, denominator },
      handful:
        !shared.lower &&
        !rule.may_exceed_one &&
        !denominator.less(FEWEST) &&
        !MOST.less(denominator) &&
        !numerator.less(denominator.minus(ONE)),
      few: denominator.less(FEW),
    };
  }

  /** @param {any} facts @returns {[Fraction, Fraction] | null} */
  const counts = ({ numerator, denominator }) =>
    numerator === undefined || denominator === undefined
      ? null
      : [fraction(numerator), fraction(denominator)];

  return figureReader(rule, {
    ...shared,
    facts: ["numerator", "denominator"],
    figure(facts) {
      const found = counts(facts);
      return found && share(...found);
    },
    worse(answer) {
      const found = counts(answer);
      if (!found) return null;
      const [numerator, denominator] = found;
      const moved = shared.lower ? numerator.plus(ONE) : numerator.minus(ONE);
      return share(moved.less(ZERO) ? ZERO : moved, denominator);
    },
  });
}

/** @param {any} rule */
export function number(rule) {
  const allowsNegative = pointsOf(rule).some((point) => point.less(ZERO));
  return figureReader(rule, {
    ...dated(rule),
    facts: ["value"],
    figure(facts) {
      if (facts.value === undefined) return null;
      const value = fraction(facts.value);
      if (value.less(ZERO) && !allowsNegative) return null;
      return { value, reason: { code: "number-figure", figure: value, unit: rule.unit } };
    },
  });
}

/** @param {any} rule */
export function recency(rule) {
  const top = pointsOf(rule)[4];
  const twice = top.plus(top);
  /** @param {any} before @param {string | null | undefined} day */
  const monthBefore = (before, day) =>
    Boolean(before.date && day && wholeMonths(before.date, day) >= 1);
  return figureReader(rule, {
    lower: true,
    unit: "months",
    facts: ["date"],
    figure({ date }, referenceDate) {
      if (!date || !referenceDate || date > referenceDate) return null;
      const months = wholeMonths(date, referenceDate);
      const value = new Fraction(BigInt(months));
      return { value, reason: { code: "recency-figure", months, date } };
    },
    dayOf: (facts) => facts.date,
    inWindow: () => true,
    beforeCounts: (answer, before) => monthBefore(before, answer.date),
    mayCountLater: monthBefore,
    // What was done twice in so short a time was held, however long ago the last time is.
    holds: () => true,
    beforeAtTop: (value) => !twice.less(value),
    beforeCanImprove: (value) => !new Fraction(BigInt(EARLIER_AT_MOST)).less(value),
  });
}

/**
 * @param {any} rule
 * @returns {Reader}
 */
export function ordered(rule) {
  /** @type {Map<string, number>} */
  const levels = new Map(rule.choices.map((/** @type {any} */ one) => [one.id, one.level]));
  /** @type {Reading} */
  const best = { level: Math.max(...levels.values()), progress: ZERO };

  /**
   * Whether the state was held at the top, or improved by something the office did.
   * @param {any} answer
   * @param {number} level
   * @param {string | null} referenceDate
   */
  function secondOf({ before, change }, level, referenceDate) {
    const earlier = levels.get(before?.choice);
    if (earlier === undefined || !liesBetween(before.as_of, referenceDate)) return NO_SECOND;
    return second({
      atTop: level === 4,
      beforeAtTop: earlier === 4,
      better: level > earlier,
      acted: actedOn(change, before.as_of, referenceDate),
    });
  }

  return {
    read(answer, referenceDate) {
      if (answer?.answer === "none") return nothingThere();
      if (!answer || answer.answer || answer.choice === undefined) return undecided(answer, best);
      const level = levels.get(answer.choice);
      if (level === undefined) return refused(best);
      const beside = secondOf(answer, level, referenceDate);
      const alone = level === 4 && !beside.how;
      /** @type {Reading} */
      const shown = alone ? { level: 3, progress: HALF } : { level, progress: ZERO };
      const lower = [...levels.values()].filter((each) => each < level);
      const next = lower.length ? Math.max(...lower) : level;
      return reading({
        shown,
        possible: shown,
        afterOne: Math.min(next, shown.level - (shown.level === 4 ? 1 : 0)),
        reasons: [
          { code: "choice-made", choice: answer.choice, level },
          ...secondReasons(level, beside),
        ],
        second: beside,
      });
    },
    move(found, level) {
      const choices = [...levels].filter(([, mapped]) => mapped >= level).map(([id]) => id);
      if (!choices.length) return null;
      // Only a state that maps to level 4 and was neither held nor improved is half way there.
      const isThere = level === 4 && found.shown.progress.equals(HALF);
      return moveTo({ code: "choose-state", level, choices }, found, level, !isThere);
    },
  };
}
