"""The dashboard and the API: they read the database and never wait for ELNET."""
