"""The duplicate engine: from texts to verdicts, by machine code; see docs/engine.md."""
