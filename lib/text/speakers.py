"""Speakers as a document knows them: persons, organisations, groups, nobody."""

from dataclasses import dataclass

from lib.text.persons import Person
from lib.text.statement import SpeakerKind
from lib.text.traits import ANY_FORM, PLUR


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the document knows one.

    Attributes:
        name: name of somebody who is no registered person; None when not established.
        person: the person whose name the registry knows.
        forms: gender and number bits of what can take the speaker up again.
        members: joint speakers; then there is neither name nor person.
        spoke: spoke already, and was not only the subject of a sentence.
        titled: known from the title alone: only a pronoun or a bare noun takes it up.
    """

    name: str | None
    role: str
    kind: SpeakerKind
    confidence: float
    person: Person | None = None
    forms: int = ANY_FORM
    members: tuple["Speaker", ...] = ()
    spoke: bool = False
    titled: bool = False

    def full_name(self) -> str | None:
        """Return the name as the whole document tells it, of joint speakers the names."""
        if self.members:
            return "; ".join(name for member in self.members if (name := member.full_name()))
        return self.person.name() if self.person is not None else self.name


NOBODY = Speaker(None, "", "person", 0.0)


def together(speakers: list[Speaker]) -> Speaker:
    """Return several speakers as one, for "они"."""
    confidence = min(speaker.confidence for speaker in speakers)
    return Speaker(None, "", speakers[0].kind, confidence, forms=PLUR, members=tuple(speakers))
