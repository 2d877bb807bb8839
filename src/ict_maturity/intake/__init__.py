"""In: what an office sent; out: its report, as if it had been written by hand, and what is wrong.

Nothing here opens a file or writes one.
"""
