// In: lines of JSON, each an edition, an assessment, a KPI with an answer, or a report with the one
// before it; out: for all but editions a line, the result in the spelling of the data files.
import { createInterface } from "node:readline";
import { readyEdition, scoreAssessment } from "./assessment.js";
import { spelled } from "./exact.js";
import { kpiData, scoreKpi } from "./kpi.js";
import { queries } from "./queries.js";

const editions = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (!asked.framework) console.log(spelled(answerTo(asked)));
  else editions.set(asked.edition, { kpis: asked.kpis, ready: readyEdition(asked) });
}

function answerTo(asked) {
  const { kpi, answer, reference_date, now, last, edition, office, assessment, cycle } = asked;
  if (kpi) return kpiData(scoreKpi(kpi, answer, reference_date));
  if (!now)
    return scoreAssessment(editions.get(assessment.edition).ready, office, assessment, cycle);
  const before = last && { assessment: last, kpis: editions.get(last.edition).kpis };
  return queries({ assessment: now, kpis: editions.get(edition).kpis }, before, cycle);
}
