// In: an edition, an office, its round and its answers; out: all results as data files have them.
import { Fraction, ZERO, byId, fraction, total, weightedMean } from "./exact.js";
import { isAssessed, kpiData, kpiResult, ready, respondent } from "./kpi.js";
import { score } from "./reading.js";
import { evidenceSteps, nextSteps } from "./steps.js";

/** @import { Reason } from "./reading.js" */
/** @import { KpiResult, ReadyKpi } from "./kpi.js" */

/**
 * An edition made ready: `recommendations` in the order of their ids, each with its KPIs.
 * @typedef {{framework: any, thresholds: Record<string, Fraction>,
 *   recommendations: {recommendation: any, kpis: ReadyKpi[]}[]}} Edition
 *
 * A Recommendation's result: what is published of it, and what the overall result needs exactly.
 * @typedef {{data: any, counted: boolean, levels: {shown: number, possible: number} | null,
 *   scores: {shown: Fraction, possible: Fraction} | null}} Result
 */

/**
 * Make an edition ready to score many answers.
 * @param {{framework: any, recommendations: any[], kpis: any[]}} edition as a file of
 *   `data/v1/editions/` has it
 * @returns {Edition}
 */
export function readyEdition({ framework, recommendations, kpis }) {
  const shares = [
    "coverage_to_publish",
    "not_applicable_limit",
    "overall_share",
    "confidence_a",
    "confidence_b",
  ];
  return {
    framework,
    thresholds: Object.fromEntries(
      shares.map((name) => [name, fraction(framework.thresholds[name])]),
    ),
    recommendations: [...recommendations]
      .sort((a, b) => byId(a.id, b.id))
      .map((recommendation) => ({
        recommendation,
        kpis: kpis
          .filter((kpi) => kpi.recommendation === recommendation.id)
          .sort((a, b) => byId(a.id, b.id))
          .map(ready),
      })),
  };
}

/**
 * Score what one office reported in one round.
 * @param {Edition} edition
 * @param {{code: string, profile?: Record<string, string[]>}} office
 * @param {{edition: string, reference_date: string, answers?: Record<string, any>}} assessment
 * @param {{kpis?: string[]}} [cycle] the round; left out, it asks all KPIs
 * @returns {{overall: any, recommendations: any[], kpis: any[]}}
 */
export function scoreAssessment(edition, office, assessment, cycle) {
  const who = respondent(edition.framework, office, assessment, cycle);
  const answers = assessment.answers ?? {};
  const all = edition.recommendations.map(({ recommendation, kpis }) => {
    const results = kpis.map((each) =>
      kpiResult(each, answers[each.kpi.id], assessment.reference_date, who),
    );
    return { result: recommendationResult(recommendation, results, edition.thresholds), results };
  });
  return {
    overall: overall(
      all.map(({ result }) => result),
      edition.thresholds.overall_share,
    ),
    recommendations: all.map(({ result }) => result.data),
    kpis: all
      .flatMap(({ results }) => results)
      .sort((a, b) => byId(a.kpi.id, b.kpi.id))
      .map(kpiData),
  };
}

/**
 * The highest level that all conditions allow. Weights take no part: a level is never bought.
 * @param {KpiResult[]} results
 * @param {number[]} levels
 */
function levelOf(results, levels) {
  const core = levels.filter((_, i) => results[i].kpi.core);
  const others = levels.filter((_, i) => !results[i].kpi.core).sort();
  // One KPI that is not core may be below, so the second lowest of them is the limit.
  return Math.min(Math.min(...levels) + 1, Math.max(...levels), ...core, ...others.slice(1, 2));
}

/**
 * The KPIs that stand against a level, as positions.
 * @param {KpiResult[]} results
 * @param {number[]} levels
 * @param {number} level
 */
function obstacles(results, levels, level) {
  const below = [...levels.keys()].filter((i) => levels[i] < level);
  const others = below.filter((i) => !results[i].kpi.core);
  const excused = others.length <= 1 && below.length < levels.length;
  return {
    coreBelow: below.filter((i) => results[i].kpi.core),
    tooManyBelow: excused ? [] : others,
    belowFloor: below.filter((i) => levels[i] < level - 1),
  };
}

/**
 * Level, score, coverage, confidence and next steps of one Recommendation.
 * @param {any} recommendation
 * @param {KpiResult[]} all the results of all its KPIs
 * @param {Record<string, Fraction>} thresholds
 * @returns {Result}
 */
function recommendationResult(recommendation, all, thresholds) {
  const counted = recommendation.lifecycle === "draft" || recommendation.lifecycle === "adopted";
  const results = all.filter(({ standing }) => standing === "counted");
  const isShort = all.some(({ standing }) => standing === "not_asked_this_round");
  const inside = total(results.map((each) => each.weight));
  const outside = total(
    all.filter(({ standing }) => standing === "not_applicable").map((each) => each.weight),
  );
  const share = outside.equals(ZERO) ? ZERO : outside.over(inside.plus(outside));
  const isLimited = thresholds.not_applicable_limit.less(share);
  const said = {
    kpis: all
      .filter(({ standing }) => standing !== "not_asked" && standing !== "not_asked_this_round")
      .map(({ kpi }) => kpi.id),
    profile_limited: isLimited,
    short_round: isShort,
  };
  /** @type {Reason[]} */
  const limits = [
    ...(isShort ? [{ code: "short-round", asked: results.length }] : []),
    ...(isLimited
      ? [{ code: "profile-limited", share, limit: thresholds.not_applicable_limit }]
      : []),
  ];
  if (!results.length) {
    const reasons =
      isShort && share.equals(ZERO)
        ? [{ code: "nothing-asked" }]
        : [{ code: "nothing-applicable" }, ...limits];
    return {
      counted,
      levels: null,
      scores: null,
      data: written(recommendation, { ...said, reasons }),
    };
  }

  const shownLevels = results.map(({ reading }) => reading.shown.level);
  const shown = levelOf(results, shownLevels);
  const possible = levelOf(
    results,
    results.map(({ reading }) => reading.possible.level),
  );
  const evidenced = levelOf(
    results,
    results.map((each) => each.evidenced),
  );
  const weights = results.map((each) => each.weight);
  const scores = {
    shown: weightedMean(
      weights,
      results.map(({ reading }) => score(reading.shown)),
    ),
    possible: weightedMean(
      weights,
      results.map(({ reading }) => score(reading.possible)),
    ),
  };
  const coverage = weightedMean(
    weights,
    results.map(({ reading }) => reading.decided),
  );
  const assessed = results.filter(({ reading }) => isAssessed(reading)).length;
  const decided = results.map(({ weight, reading }) => weight.times(reading.decided));
  const points = coverage.equals(ZERO)
    ? null
    : weightedMean(
        decided,
        results.map(({ evidence }) => evidence.points),
      );
  const against =
    shown < 4
      ? obstacles(results, shownLevels, shown + 1)
      : { coreBelow: [], tooManyBelow: [], belowFloor: [] };
  const heldBy = new Set([...against.coreBelow, ...against.tooManyBelow, ...against.belowFloor]);
  const excused = [...shownLevels.keys()].filter(
    (i) => shownLevels[i] < shown && !results[i].kpi.core,
  );
  /** @param {Iterable<number>} positions */
  const ids = (positions) => [...positions].sort((a, b) => a - b).map((i) => results[i].kpi.id);
  /** @param {string} code @param {number[]} positions @param {number} level @returns {Reason[]} */
  const about = (code, positions, level) =>
    positions.length ? [{ code, kpis: ids(positions), level }] : [];
  const unpublished = unpublishedReasons(results, coverage, thresholds.coverage_to_publish);
  const confidence = confidenceOf(points, thresholds);
  const { steps, hindrance } = nextSteps(results, shown);
  return {
    counted,
    levels: { shown, possible },
    scores,
    data: written(recommendation, {
      ...said,
      level_shown: shown,
      level_possible: possible,
      level_evidenced: evidenced,
      score_shown: scores.shown,
      score_possible: scores.possible,
      coverage,
      applicable: results.length,
      assessed,
      confidence,
      confidence_points: points,
      published: !unpublished.length,
      held_by: ids(heldBy),
      rests_on: restsOn(results, shownLevels, shown),
      reasons: [
        ...about("exception-used", excused, shown),
        ...about("core-below", against.coreBelow, shown + 1),
        ...about("too-many-below", against.tooManyBelow, shown + 1),
        ...about("kpi-below-floor", against.belowFloor, shown + 1),
        { code: "score-mean", applicable: results.length },
        { code: "coverage-counted", assessed, applicable: results.length, coverage },
        ...unpublished,
        ...limits,
        points ? { code: "confidence-mean", points, confidence } : { code: "nothing-assessed" },
        ...hindrance,
      ],
      next_steps: steps,
      evidence_steps: evidenceSteps(results, shown, evidenced),
    }),
  };
}

/**
 * A Recommendation's result as data files have it; what is not given is that of one of which
 * nothing applies, so null and not zero.
 * @param {any} recommendation
 * @param {Record<string, any>} parts
 */
function written(recommendation, parts) {
  return {
    recommendation: recommendation.id,
    content_status: recommendation.content_status,
    level_shown: null,
    level_possible: null,
    level_evidenced: null,
    score_shown: null,
    score_possible: null,
    coverage: null,
    applicable: 0,
    assessed: 0,
    confidence: null,
    confidence_points: null,
    published: false,
    profile_limited: false,
    short_round: false,
    held_by: [],
    rests_on: [],
    kpis: [],
    reasons: [],
    next_steps: [],
    evidence_steps: [],
    ...parts,
  };
}

/**
 * What keeps the result from being published: too little decided, in all or of a core KPI.
 * @param {KpiResult[]} results
 * @param {Fraction} coverage
 * @param {Fraction} needed
 * @returns {Reason[]}
 */
function unpublishedReasons(results, coverage, needed) {
  const core = results
    .filter(({ kpi, reading }) => kpi.core && !isAssessed(reading) && reading.decided.less(needed))
    .map(({ kpi }) => kpi.id);
  return [
    ...(coverage.less(needed) ? [{ code: "coverage-too-low", coverage, needed }] : []),
    ...(core.length ? [{ code: "core-undecided", kpis: core }] : []),
  ];
}

/**
 * The letter for the mean evidence points, null without any.
 * @param {Fraction | null} points
 * @param {Record<string, Fraction>} thresholds
 */
function confidenceOf(points, thresholds) {
  if (!points) return null;
  if (!points.less(thresholds.confidence_a)) return "A";
  return points.less(thresholds.confidence_b) ? "C" : "B";
}

/**
 * The KPIs of which one decided fact, changed for the worse, costs two levels or more.
 * @param {KpiResult[]} results
 * @param {number[]} levels
 * @param {number} reached
 */
function restsOn(results, levels, reached) {
  /** @param {number} after @param {number} i */
  const without = (after, i) =>
    levelOf(results, [...levels.slice(0, i), after, ...levels.slice(i + 1)]);
  return results
    .filter(
      ({ reading: { afterOne } }, i) => afterOne < levels[i] && without(afterOne, i) <= reached - 2,
    )
    .map(({ kpi }) => kpi.id);
}

/**
 * The office as a whole: level and mean over the counted Recommendations to which something
 * applies, with null for what is not shown.
 * @param {Result[]} all
 * @param {Fraction} needed the share of them that must be published, and at the level or above
 */
function overall(all, needed) {
  const counted = all.filter((each) => each.counted);
  const short = counted.filter((each) => each.data.short_round).map((each) => each.data);
  const partaking = counted.filter((each) => each.levels || each.data.short_round);
  const published = partaking.filter((each) => each.data.published);
  /** @param {number} number @returns {Fraction} */
  const enough = (number) => needed.times(new Fraction(BigInt(number)));
  const counts = { published: published.length, total: partaking.length };
  const hidden = {
    ...counts,
    level_shown: null,
    level_possible: null,
    score_shown: null,
    score_possible: null,
    lowest: [],
    lowest_content_status: [],
  };
  if (short.length) {
    const recommendations = short.map((each) => each.recommendation);
    return { ...hidden, reasons: [{ code: "overall-short-round", recommendations }] };
  }
  const isEnough =
    published.length && !new Fraction(BigInt(published.length)).less(enough(partaking.length));
  if (!isEnough) return { ...hidden, reasons: [{ code: "too-few-published", ...counts, needed }] };

  /** @param {"shown" | "possible"} side */
  const level = (side) => {
    const levels = partaking.flatMap((each) => (each.levels ? [each.levels[side]] : []));
    let highest = Math.min(4, Math.min(...levels) + 1);
    /** @param {number} k */
    const atLeast = (k) => new Fraction(BigInt(levels.filter((each) => each >= k).length));
    while (atLeast(highest).less(enough(levels.length))) highest -= 1;
    return highest;
  };
  /** @param {"shown" | "possible"} side */
  const mean = (side) => {
    const scores = partaking.flatMap((each) => (each.scores ? [each.scores[side]] : []));
    return total(scores).over(new Fraction(BigInt(scores.length)));
  };
  const least = Math.min(...published.map((each) => each.data.level_shown));
  const lowest = published
    .filter((each) => each.data.level_shown === least)
    .map((each) => each.data);
  const ids = lowest.map((each) => each.recommendation);
  const [shown, possible] = [level("shown"), level("possible")];
  return {
    ...counts,
    level_shown: shown,
    level_possible: possible,
    score_shown: mean("shown"),
    score_possible: mean("possible"),
    lowest: ids,
    lowest_content_status: lowest.map((each) => each.content_status),
    reasons: [
      { code: "overall-share", level: shown, possible, needed },
      { code: "overall-lowest", recommendations: ids, level: least },
    ],
  };
}
