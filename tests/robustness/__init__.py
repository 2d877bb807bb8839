"""In: content; out: how far published levels move when answers, cut points or KPIs are otherwise.

`python -m tests.robustness` is `scripts/robustness`.
"""
