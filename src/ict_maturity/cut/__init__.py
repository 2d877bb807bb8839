"""In: checked content; out: the files of an edition, which stay as they are for ever."""
