"""The anatomy of deliberations: assembly, number, session, members, decisions, vote."""
