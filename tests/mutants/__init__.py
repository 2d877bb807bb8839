"""In: the packages that decide; out: how many small faults in them the tests notice."""
