"""In: the Outputs of a Site; out: a website on the disk, drawn by the site engine."""
