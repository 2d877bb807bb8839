"""In: a KPI or Recommendation before and after; out: what changed, and of which class it is."""
