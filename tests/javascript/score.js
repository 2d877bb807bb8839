// In: lines of JSON, each an edition, the words of reasons, an assessment, a KPI with an answer, a
// report with the one before it, or a draft; out: for the last four a line in the spelling of the
// data files: the result or, where labels are given, the sentences of all its reasons; what is odd;
// or the text of the file that is handed over.
import { createInterface } from "node:readline";
import { readyEdition, scoreAssessment } from "./assessment.js";
import { handover } from "./handover.js";
import { spelled } from "./exact.js";
import { kpiData, scoreKpi } from "./kpi.js";
import { queries } from "./queries.js";
import { Words } from "./words.js";

const editions = new Map();
let words;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.catalogue) words = new Words({ ...asked.catalogue, plural: (n) => Number(n !== 1) });
  else if (!asked.framework) console.log(spelled(answerTo(asked)));
  else editions.set(asked.edition, { kpis: asked.kpis, ready: readyEdition(asked) });
}

function answerTo({ kpi, answer, reference_date, now, last, edition, labels, ...asked }) {
  if (asked.draft) return handover(asked.draft, asked.about);
  if (kpi) return kpiData(scoreKpi(kpi, answer, reference_date));
  if (now) {
    const before = last && { assessment: last, kpis: editions.get(last.edition).kpis };
    return queries({ assessment: now, kpis: editions.get(edition).kpis }, before, asked.cycle);
  }
  const { office, assessment, cycle } = asked;
  const { ready } = editions.get(assessment.edition);
  const result = scoreAssessment(ready, office, assessment, cycle);
  return labels ? sentences(result, labels) : result;
}

function sentences({ overall, recommendations, kpis }, labels) {
  const steps = recommendations.flatMap((one) => [...one.next_steps, ...one.evidence_steps]);
  const all = [overall, ...recommendations, ...kpis, ...steps];
  return all.flatMap(({ reasons, kpi }) =>
    reasons.map((reason) => words.reason(reason, kpi ? labels[kpi] : {})),
  );
}
