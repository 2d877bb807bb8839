"""In: the model; out: what people start from: schemas, lists of fields, empty files."""
