"""The log: lines for people, or for programs."""

import logging
from datetime import UTC, datetime

import orjson

FORMAT = "%(asctime)s %(levelname)s %(message)s"


class JsonLines(logging.Formatter):
    """One JSON object an event: time (UTC), level, logger, message, and the traceback of a fault."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure(*, as_json: bool) -> None:
    """One event a line, on standard error."""
    stream = logging.StreamHandler()
    stream.setFormatter(JsonLines() if as_json else logging.Formatter(FORMAT))
    logging.basicConfig(level=logging.INFO, handlers=[stream])
    logging.getLogger("alembic").setLevel(logging.WARNING)
