"""One answer to one question each: frozen values with integer units, read from the database and never written."""
