"""The contract of docs/method.md computed a second time, plainly, without the engine."""
