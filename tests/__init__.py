"""A package, so that no installed one of this name goes before it."""
