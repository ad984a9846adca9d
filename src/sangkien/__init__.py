"""Run an initiative campaign for a federated organisation."""
