"""Run an initiative campaign for a federated organisation."""

__version__ = "0.1.0"
