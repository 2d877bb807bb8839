"""In: ids, reasons and numbers; out: the words and figures that people read."""
