"""A folder of YAML files in, a searchable website on ICT maturity out."""

__version__ = "0.1.0"
