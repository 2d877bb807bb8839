// In: a KPI, its answer and who answers; out: the KPI's result with its evidence and its standing.
import { Fraction, fraction, wholeMonths } from "./exact.js";
import { binary, checklist, ladder } from "./checks.js";
import { number, ordered, pointsOf, ratio, recency } from "./figures.js";
import { EVERYTHING, STEPS, refused, score } from "./reading.js";

/** @import { Reader, Reason, RuleReading } from "./reading.js" */

/**
 * Who answers: the addressees that it is and those whose KPIs it may answer by choice, its profile
 * (null when all KPIs apply), the edition it answered and the KPIs that the round asks (none when
 * it asks all), and its code, by which its own verification of evidence counts for nothing.
 * @typedef {{addressees: string[], byChoice: string[], profile: Record<string, string[]> | null,
 *   edition: string | null, asked: string[], office: string | null}} Respondent
 *
 * What backs an answer, as far as it can be graded.
 * @typedef {{grade: string, points: Fraction, cap: number, allStale: boolean,
 *   items: number}} Backing
 *
 * The result of one KPI, before it is written.
 * @typedef {{kpi: any, weight: Fraction, standing: string, claim: string | null, none: boolean,
 *   reading: RuleReading, evidenced: number, evidence: Backing, reasons: Reason[],
 *   reader: Reader}} KpiResult
 *
 * A KPI with its rule made ready.
 * @typedef {{kpi: any, reader: Reader}} ReadyKpi
 */

const TYPES = /** @type {Record<string, (rule: any) => Reader>} */ ({
  ladder,
  checklist,
  ratio,
  number,
  recency,
  ordered,
  binary,
});

/** Points and cap of each grade of evidence. */
const GRADES = /** @type {Record<string, [Fraction, number]>} */ ({
  E0: [new Fraction(1n, 4n), 2],
  E1: [new Fraction(1n, 2n), 3],
  E2: [new Fraction(3n, 4n), 4],
  E3: [new Fraction(1n), 4],
});
const HALF = new Fraction(1n, 2n);
/** What no office is asked has no reasons of its own. */
const NOT_FOR_THE_OFFICE = ["not_asked", "not_asked_this_round", "not_applicable"];

/**
 * Whether a rule has all levels and moves strictly from each to the next; `check` refuses others.
 * @param {any} rule
 */
function isSound(rule) {
  /** @param {Fraction[]} points */
  const rises = (points) => points.every((point, i) => !i || points[i - 1].less(point));
  /** @param {any} byLevel */
  const isWhole = (byLevel) => STEPS.every((level) => byLevel[level] !== undefined);
  if (rule.type === "ladder") return isWhole(rule.levels);
  if (rule.type === "checklist") {
    return (
      isWhole(rule.at_least) &&
      rises([0, ...STEPS.map((level) => rule.at_least[level])].map(fraction))
    );
  }
  if (!rule.cut_points) return true;
  if (!isWhole(rule.cut_points)) return false;
  const points = pointsOf(rule);
  return rises(rule.direction === "higher" ? points : points.reverse());
}

/**
 * Make a KPI ready to read many answers.
 * @param {any} kpi
 * @returns {ReadyKpi}
 */
export function ready(kpi) {
  /** @type {Reader} */
  const unsound = { read: () => refused(EVERYTHING), move: () => null };
  return { kpi, reader: isSound(kpi.rule) ? TYPES[kpi.rule.type](kpi.rule) : unsound };
}

/**
 * Who answers, by the office's code and profile.
 *
 * An addressee that names an office is that office alone, which may also answer what others are
 * asked; an addressee without one is every office that no addressee names.
 * @param {any} framework
 * @param {{code: string, profile?: Record<string, string[]>}} office
 * @param {{edition: string}} assessment
 * @param {{kpis?: string[]} | undefined} cycle
 * @returns {Respondent}
 */
export function respondent(framework, office, assessment, cycle) {
  /** @param {(addressee: any) => boolean} holds @returns {string[]} */
  const those = (holds) =>
    framework.addressees.filter(holds).map((/** @type {any} */ one) => one.id);
  const named = those((one) => one.office === office.code);
  const general = those((one) => one.office === undefined);
  return {
    addressees: named.length ? named : general,
    byChoice: named.length ? general : [],
    profile: office.profile ?? {},
    edition: assessment.edition,
    asked: cycle?.kpis ?? [],
    office: office.code,
  };
}

/**
 * Whether the office claims that the KPI does not apply, and whether that is accepted.
 * @param {any} answer
 */
function claimOf(answer) {
  if (answer?.answer !== "not_applicable") return null;
  return answer.accepted_on && answer.accepted_by ? "accepted" : "open";
}

/**
 * Whether an edition is newer than another one.
 * @param {string} edition
 * @param {string} other
 */
function isNewer(edition, other) {
  const [one, two] = [edition, other].map((id) => id.split(".").map(Number));
  return one[0] > two[0] || (one[0] === two[0] && one[1] > two[1]);
}

/**
 * Whether a KPI counts for an office, and why not.
 * @param {any} kpi
 * @param {any} answer
 * @param {Respondent} who
 * @returns {[string, Reason[]]}
 */
function standingOf(kpi, answer, who) {
  const { addressee, since, lifecycle } = kpi;
  const chosen = who.byChoice.includes(addressee) && answer && !claimOf(answer);
  if (!who.addressees.includes(addressee) && !chosen) {
    return ["not_asked", [{ code: "kpi-not-asked", addressee }]];
  }
  if (who.edition && isNewer(since, who.edition)) {
    return ["not_asked", [{ code: "kpi-newer", since, edition: who.edition }]];
  }
  if (lifecycle === "retired" || lifecycle === "upcoming") {
    return [lifecycle, [{ code: `kpi-${lifecycle}` }]];
  }
  if (chosen) return ["by_choice", [{ code: "kpi-by-choice", addressee }]];
  if (who.asked.length && !who.asked.includes(kpi.id)) {
    return ["not_asked_this_round", [{ code: "kpi-not-asked-this-round" }]];
  }
  const { profile } = who;
  const fields = Object.keys(kpi.applies_when ?? {})
    .sort()
    .filter(
      (field) =>
        profile &&
        !kpi.applies_when[field].some((/** @type {string} */ one) => profile[field]?.includes(one)),
    );
  if (fields.length) return ["not_applicable", [{ code: "kpi-not-applicable", fields }]];
  if (claimOf(answer) === "accepted") {
    const { accepted_on, accepted_by } = answer;
    return ["not_applicable", [{ code: "claim-accepted", accepted_on, accepted_by }]];
  }
  return ["counted", []];
}

/**
 * The grade that the filled fields of one piece of evidence earn.
 * @param {any} item
 * @param {string | null} office
 * @param {string | null} referenceDate
 */
function gradeOf(item, office, referenceDate) {
  if (item.date && referenceDate && item.date > referenceDate) return "E0";
  const grade = item.url && item.read_on ? "E2" : item.date && item.holder ? "E1" : "E0";
  const verified = item.verified_by && item.verified_on && item.verified_by !== office;
  return verified && grade !== "E0" ? "E3" : grade;
}

/**
 * Whether evidence is older than the KPI accepts, or carries no day.
 * @param {any} item
 * @param {string | null} referenceDate
 * @param {number} months
 */
function isStale(item, referenceDate, months) {
  const day = item.date ?? (item.url ? item.read_on : undefined);
  if (!day) return true;
  return referenceDate !== null && wholeMonths(day, referenceDate) > months;
}

/**
 * Grade all evidence of one answer: the best points and the best cap count, and what is only stated
 * counts as well, so a bad piece is never less than none.
 * @param {any[]} evidence
 * @param {string | null} referenceDate
 * @param {number} months
 * @param {string | null} office
 * @returns {Backing}
 */
function backing(evidence, referenceDate, months, office) {
  const [stated, statedCap] = GRADES.E0;
  /** @type {Backing} */
  let best = { grade: "E0", points: stated, cap: statedCap, allStale: false, items: 0 };
  const items = evidence.map((item) => {
    const grade = gradeOf(item, office, referenceDate);
    const stale = isStale(item, referenceDate, months);
    const half = GRADES[grade][0].times(HALF);
    const points = !stale ? GRADES[grade][0] : half.less(stated) ? stated : half;
    return { grade, points, cap: stale ? statedCap : GRADES[grade][1], stale };
  });
  items.forEach(({ grade, points }, i) => {
    const order = points.compare(best.points);
    if (!i || order > 0 || (order === 0 && grade > best.grade)) best = { ...best, grade, points };
  });
  return {
    ...best,
    cap: Math.max(...(items.length ? items.map((item) => item.cap) : [statedCap])),
    allStale: items.length > 0 && items.every((item) => item.stale),
    items: items.length,
  };
}

/**
 * Why the evidence has its grade, and whether it backs less than the shown level.
 * @param {Backing} found
 * @param {number} level
 * @param {number} months
 * @returns {Reason[]}
 */
function evidenceReasons({ grade, cap, allStale, items }, level, months) {
  /** @type {Reason} */
  let reason = { code: "evidence-grade", grade };
  if (!items) reason = { code: "evidence-none" };
  else if (allStale) reason = { code: "evidence-stale", grade, valid_for_months: months };
  return [reason, ...(cap < level ? [{ code: "evidence-caps", cap, level }] : [])];
}

/**
 * Score one answer to one KPI.
 * @param {ReadyKpi} prepared
 * @param {any} answer undefined when there is none
 * @param {string | null} referenceDate YYYY-MM-DD, null as in some cases
 * @param {Respondent} who
 * @returns {KpiResult}
 */
export function kpiResult({ kpi, reader }, answer, referenceDate, who) {
  const [standing, whyNot] = standingOf(kpi, answer, who);
  const found = reader.read(answer, referenceDate);
  const months = kpi.valid_for_months;
  const evidence = backing(answer?.evidence ?? [], referenceDate, months, who.office);
  const reasons = NOT_FOR_THE_OFFICE.includes(standing)
    ? whyNot
    : [...whyNot, ...found.reasons, ...evidenceReasons(evidence, found.shown.level, months)];
  return {
    kpi,
    weight: fraction(kpi.weight),
    standing,
    claim: claimOf(answer),
    none: answer?.answer === "none",
    reading: found,
    evidenced: Math.min(found.shown.level, evidence.cap),
    evidence,
    reasons,
    reader,
  };
}

/**
 * Score an answer as a KPI's cases and tests need it: the KPI applies, and nobody is asked.
 * @param {any} kpi
 * @param {any} answer
 * @param {string | null} referenceDate
 */
export function scoreKpi(kpi, answer, referenceDate) {
  return kpiResult(ready(kpi), answer, referenceDate, {
    addressees: [kpi.addressee],
    byChoice: [],
    profile: null,
    edition: null,
    asked: [],
    office: null,
  });
}

/**
 * The result as data files have it.
 * @param {KpiResult} result
 */
export function kpiData({
  kpi,
  weight,
  standing,
  claim,
  none,
  reading,
  evidenced,
  evidence,
  reasons,
}) {
  return {
    kpi: kpi.id,
    recommendation: kpi.recommendation,
    content_status: kpi.content_status,
    core: kpi.core,
    weight,
    standing,
    claim,
    none,
    level_shown: reading.shown.level,
    level_possible: reading.possible.level,
    level_evidenced: evidenced,
    score_shown: score(reading.shown),
    score_possible: score(reading.possible),
    decided: reading.decided,
    assessed: isAssessed(reading),
    figure: reading.figure,
    few: reading.few,
    held: reading.second.how,
    evidence_grade: evidence.grade,
    evidence_points: evidence.points,
    evidence_cap: evidence.cap,
    evidence_all_stale: evidence.allStale,
    reasons,
  };
}

/** Whether every fact is decided. @param {RuleReading} reading */
export function isAssessed({ decided }) {
  return decided.above === decided.below;
}
