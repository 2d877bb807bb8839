"""In: who is asked in a round, and what happens in it; out: private files that keep both.

They lie in a folder of their own, beside the content root: nothing of it is read by a build.
"""
