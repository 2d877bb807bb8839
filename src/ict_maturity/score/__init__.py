"""In: framework and one assessment; out: the Scorecard, with the reason for every number."""
