"""A story with its alerts."""

from dataclasses import dataclass, field

from house import IST, Story
from power_usage.domain.alerts import Alert, AlertRules, Told, alerts
from power_usage.domain.meter import step
from power_usage.domain.outages import Change, Watch, followed, instant
from power_usage.domain.reading import Observation


@dataclass
class ToldStory(Story):
    """What was told of a house."""

    rules: AlertRules = field(default_factory=AlertRules)
    memory: Told = field(default_factory=Told)
    alerts: list[Alert] = field(default_factory=list)
    watch: Watch = field(default_factory=Watch)
    polled_at: int | None = None
    changes: list[Change] = field(default_factory=list)

    def told(self, *observations: Observation) -> "ToldStory":
        """Step through them, and note what people are told."""
        for observation in observations:
            self.state, found = step(self.state, observation)
            self.events += found
            self.watch, changes = followed(
                self.watch, observation, found, last=self.state.last, polled_at=self.polled_at
            )
            self.changes += changes
            self.polled_at = instant(observation)
            self.memory, new = alerts(self.memory, self.state, observation, found, changes, rules=self.rules, tz=IST)
            self.alerts += new
        return self

    @property
    def kinds(self) -> list[str]:
        """Of the alerts, in order."""
        return [alert.kind.value for alert in self.alerts]
