"""Attacks on the software, each repeated many times: what was tried, and what held."""
