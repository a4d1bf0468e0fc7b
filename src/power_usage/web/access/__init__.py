"""Who is let in, and to what: see docs/security.md."""
