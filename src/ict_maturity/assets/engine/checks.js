// In: a rule with checks and an answer; out: the level that the met checks earn.
import { Fraction, ZERO } from "./exact.js";
import { EVERYTHING, NOTHING, STEPS, reading, undecided, wholeReasons } from "./reading.js";

/** @import { CheckResult, Move, Reader, Reading, Reason } from "./reading.js" */

/**
 * What differs between the rules with checks. `readings` gives what is shown, what is possible and
 * the lowest level with one met check less; `way` the fewest checks to meet for a level.
 * @typedef {{
 *   readings: (checks: CheckResult[]) => [Reading, Reading, number],
 *   reasons: (checks: CheckResult[], shown: Reading, possible: Reading) => Reason[],
 *   way: (checks: CheckResult[], level: number) => Move | null,
 * }} Kind
 */

/** @param {CheckResult} check */
const isOpen = (check) => check.answer === "unknown" || check.answer === "not_assessed";
/** @param {CheckResult} check */
const isMet = (check) => check.answer === "met";
/** @param {CheckResult[]} checks */
const notMet = (checks) => checks.filter((check) => !isMet(check));
/** @param {CheckResult[]} checks */
const ids = (checks) => checks.map((check) => check.id);

/**
 * So many of the checks: open ones, which need only be looked at, before those not met.
 * @param {CheckResult[]} checks
 * @param {number} number
 */
function easiest(checks, number) {
  return [...checks.filter(isOpen), ...checks.filter((check) => !isOpen(check))].slice(0, number);
}

/**
 * The move of meeting these checks; each of the others would do as well.
 * @param {CheckResult[]} chosen
 * @param {CheckResult[]} others
 * @param {number} level
 * @returns {Move}
 */
function meet(chosen, others, level) {
  const [checks, findOut] = [ids(chosen), ids(chosen.filter(isOpen))];
  /** @type {Reason} */
  const reason = { code: "meet-checks", level, checks, open: findOut };
  if (others.length) Object.assign(reason, { code: "meet-checks-any", others: ids(others) });
  const effort = checks.length;
  return { checks, findOut, reasons: [reason], effort, todo: effort - findOut.length };
}

/**
 * What is open, where it could change the reading.
 * @param {CheckResult[]} checks
 * @param {Reading} shown
 * @param {Reading} possible
 * @returns {Reason[]}
 */
function openReasons(checks, shown, possible) {
  if (possible.level === shown.level && possible.progress.equals(shown.progress)) return [];
  const open = ids(checks.filter(isOpen));
  return [{ code: "checks-open", checks: open, possible_level: possible.level }];
}

/**
 * A rule with checks made ready.
 * @param {[number | null, any][]} placed every check with the level it stands under
 * @param {Kind} kind
 * @returns {Reader}
 */
function checkReader(placed, kind) {
  /** @param {any} answer @returns {CheckResult[]} */
  const answered = (answer) => {
    let all = null;
    if (!answer || answer.answer === "not_assessed") all = "not_assessed";
    else if (answer.answer) all = answer.answer === "none" ? "not_met" : "unknown";
    return placed.map(([level, check]) => ({
      id: check.id,
      level,
      core: Boolean(check.core),
      secondFigure: Boolean(check.second_figure),
      answer: all ?? answer.checks?.[check.id] ?? "not_assessed",
    }));
  };
  return {
    read(answer) {
      const checks = answered(answer);
      const [shown, possible, afterOne] = kind.readings(checks);
      if (!answer || (answer.answer && answer.answer !== "none")) {
        return undecided(answer, possible, checks);
      }
      const says = !answer.answer && Object.keys(answer.checks ?? {}).length > 0;
      const reasons = says ? kind.reasons(checks, shown, possible) : wholeReasons(answer);
      const number = checks.filter((check) => !isOpen(check)).length;
      const decided = new Fraction(BigInt(number), BigInt(checks.length));
      return reading({ shown, possible, decided, afterOne, checks, reasons });
    },
    move: ({ checks }, level) => kind.way(checks, level),
  };
}

/** How many missing checks up to a level cost nothing. @param {number} top */
const forgiven = (top) => (top < 4 ? 1 : 0);

/** @param {any} rule */
export function ladder(rule) {
  /** @type {number[]} */
  const sizes = STEPS.map((level) => rule.levels[level].length);
  /** @param {number[]} numbers */
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

  /** @param {CheckResult[]} checks @param {(check: CheckResult) => boolean} holds */
  const counts = (checks, holds) =>
    STEPS.map((level) => checks.filter((check) => check.level === level && holds(check)).length);

  /**
   * The level that so many met checks of each level earn, and the level up to which checks were
   * looked at for it.
   * @param {number[]} met
   */
  function reached(met) {
    let [level, through, missing] = [0, 0, 0];
    for (const top of STEPS) {
      missing += sizes[top - 1] - met[top - 1];
      const earned = top - Math.max(0, missing - forgiven(top));
      if (2 * met[top - 1] >= sizes[top - 1] && earned >= level) {
        [level, through] = [earned, top];
      }
    }
    return { level, through };
  }

  /**
   * How many checks are missing up to `top` for a level, and how many of the checks of `top`.
   * @param {number[]} met
   * @param {number} top
   * @param {number} level
   */
  function shortfalls(met, top, level) {
    const missing = sum(sizes.slice(0, top)) - sum(met.slice(0, top));
    const half = Math.ceil(sizes[top - 1] / 2);
    return { all: missing - (top - level + forgiven(top)), own: half - met[top - 1] };
  }

  /** @param {number[]} met @param {number} top @param {number} level */
  function fewest(met, top, level) {
    const { all, own } = shortfalls(met, top, level);
    return Math.max(all, own);
  }

  /** The fewest further checks for a level above the one reached. @param {number[]} met */
  const needed = (met, level = reached(met).level + 1) =>
    Math.min(...STEPS.slice(level - 1).map((top) => fewest(met, top, level)));

  /** @param {number[]} met @returns {Reading} */
  function climbed(met) {
    const { level } = reached(met);
    if (level === 4) return EVERYTHING;
    const further = needed(met);
    return { level, progress: new Fraction(BigInt(met[level]), BigInt(met[level] + further)) };
  }

  /**
   * The fewest checks that give a level by looking at those up to `top`.
   * @param {CheckResult[]} checks
   * @param {number[]} met
   * @param {number} top
   * @param {number} level
   */
  function wayBy(checks, met, top, level) {
    const { all, own } = shortfalls(met, top, level);
    const inside = notMet(checks.filter((check) => (check.level ?? 1) <= top));
    const forced = easiest(
      inside.filter((check) => check.level === top),
      Math.max(0, own),
    );
    const rest = inside.filter((check) => !forced.includes(check));
    const others = easiest(rest, Math.max(0, all - forced.length));
    const taken = new Set([...forced, ...others]);
    let spare = inside.filter((check) => !taken.has(check));
    // One that the level cannot do without is replaced by its own level's only.
    if (forced.length) spare = spare.filter((check) => check.level === top && !others.length);
    return meet(
      inside.filter((check) => taken.has(check)),
      spare,
      level,
    );
  }

  return checkReader(
    STEPS.flatMap((level) => rule.levels[level].map((/** @type {any} */ check) => [level, check])),
    {
      readings(checks) {
        const met = counts(checks, isMet);
        const possible = counts(checks, (check) => check.answer !== "not_met");
        const less = met.flatMap((count, lost) =>
          count ? [reached(met.map((one, i) => one - (i === lost ? 1 : 0))).level] : [],
        );
        return [climbed(met), climbed(possible), less.length ? Math.min(...less) : 0];
      },
      reasons(checks, shown, possible) {
        const met = counts(checks, isMet);
        /** @type {Reason[]} */
        const reasons = [];
        if (shown.level) {
          const { through } = reached(met);
          const inside = checks.filter((check) => (check.level ?? 1) <= through);
          const missing = ids(notMet(inside));
          reasons.push({
            code: "ladder-level-reached",
            level: shown.level,
            through,
            checks: missing,
            met: inside.length - missing.length,
            of: inside.length,
          });
        }
        if (shown.level < 4) {
          reasons.push({ code: "ladder-needs", level: shown.level + 1, needed: needed(met) });
        }
        return [...reasons, ...openReasons(checks, shown, possible)];
      },
      way(checks, level) {
        const met = counts(checks, isMet);
        const least = needed(met, level);
        const places = new Map(checks.map((check, place) => [check.id, place]));
        /** @param {Move} a @param {Move} b */
        const before = (a, b) => {
          if (a.todo !== b.todo) return a.todo - b.todo;
          const [one, other] = [a, b].map((way) => way.checks.map((id) => places.get(id) ?? 0));
          const i = one.findIndex((place, at) => place !== other[at]);
          return i < 0 ? 0 : one[i] - other[i];
        };
        const tops = STEPS.slice(level - 1).filter((top) => fewest(met, top, level) === least);
        return tops.map((top) => wayBy(checks, met, top, level)).sort(before)[0];
      },
    },
  );
}

/** The highest level that can be reached without a check. @param {CheckResult} check */
const highestWithout = (check) => (check.core ? 2 : check.secondFigure ? 3 : 4);

/** @param {any} rule */
export function checklist(rule) {
  /** How many checks each level needs, from level 0, which needs none. @type {number[]} */
  const needed = [0, ...STEPS.map((level) => rule.at_least[level])];

  /**
   * The reading for so many met checks where no level above `highest` can be reached. Progress
   * never counts the check that is missing.
   * @param {number} count
   * @param {number} highest
   * @returns {Reading}
   */
  function counted(count, highest) {
    let level = highest;
    while (needed[level] > count) level -= 1;
    if (level === 4) return EVERYTHING;
    const gap = needed[level + 1] - needed[level];
    const part = Math.min(count - needed[level], gap - 1);
    return { level, progress: new Fraction(BigInt(part), BigInt(gap)) };
  }

  /** @param {CheckResult[]} checks */
  const highest = (checks) => Math.min(4, ...checks.map(highestWithout));

  return checkReader(
    rule.checks.map((/** @type {any} */ check) => [null, check]),
    {
      readings(checks) {
        const met = checks.filter(isMet);
        const ruledOut = checks.filter((check) => check.answer === "not_met");
        const limit = highest(notMet(checks));
        const after = Math.min(limit, highest(met));
        return [
          counted(met.length, limit),
          counted(checks.length - ruledOut.length, highest(ruledOut)),
          met.length ? counted(met.length - 1, after).level : 0,
        ];
      },
      reasons(checks, shown, possible) {
        const missing = notMet(checks);
        const [level, of] = [shown.level, checks.length];
        /** @type {Reason[]} */
        const reasons = [{ code: "checklist-counted", level, met: of - missing.length, of }];
        if (level < 4) {
          reasons.push({ code: "checklist-needs", level: level + 1, needed: needed[level + 1] });
        }
        const core = ids(missing.filter((check) => check.core));
        if (core.length && level === 2)
          reasons.push({ code: "checklist-core-missing", checks: core });
        const second = ids(missing.filter((check) => check.secondFigure));
        if (second.length && level === 3) {
          reasons.push({ code: "checklist-second-figure-missing", checks: second });
        }
        return [...reasons, ...openReasons(checks, shown, possible)];
      },
      way(checks, level) {
        if (needed[level] > checks.length) return null;
        const missing = notMet(checks);
        const forced = missing.filter((check) => highestWithout(check) < level);
        const others = missing.filter((check) => highestWithout(check) >= level);
        const short = needed[level] - (checks.length - missing.length);
        const rest = easiest(others, Math.max(0, short - forced.length));
        const chosen = missing.filter((check) => forced.includes(check) || rest.includes(check));
        const spare = others.filter((check) => !rest.includes(check));
        return meet(chosen, rest.length ? spare : [], level);
      },
    },
  );
}

/** @param {any} rule */
export function binary(rule) {
  const level = rule.level_if_met;
  /** @type {Reading} */
  const ifMet = { level, progress: ZERO };
  return checkReader([[level, rule.check]], {
    readings: ([{ answer }]) => [
      answer === "met" ? ifMet : NOTHING,
      answer === "not_met" ? NOTHING : ifMet,
      0,
    ],
    reasons([check]) {
      if (check.answer === "met") return [{ code: "binary-met", check: check.id, level }];
      if (check.answer === "not_met") {
        return [{ code: "binary-not-met", check: check.id, level_if_met: level }];
      }
      return [{ code: "checks-open", checks: [check.id], possible_level: level }];
    },
    way: (checks, wanted) => (level >= wanted ? meet(checks, [], wanted) : null),
  });
}
