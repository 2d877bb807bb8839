"""What readers of all published tables can be sure of, by integer programming."""
