"""Which roles a document has told of which persons, and whom a role phrase may mean by that."""

from collections.abc import Callable, Sequence

from lib.text.likeness import Role, likeness, role_of
from lib.text.persons import Person
from lib.text.roles import EXCLUSIVE, EXPERTS, PEOPLE, SOURCES, UNNAMED
from lib.text.speakers import Speaker

_MOST_ROLES = 12
_MOST_CANDIDATES = 100
_FITS = 2.0


class RoleHolders:
    """The roles heard of the persons of one document, in the order of the text."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._roles: dict[int, list[Role]] = {}
        self._holders: list[Person] = []

    def learn(self, person: Person, role: str) -> None:
        """Store a role phrase in the nominative by which the text names a person."""
        if len(person.roles) >= _MOST_ROLES or not role:
            return
        person.roles.append(role)
        self._roles.setdefault(id(person), []).append(role_of(role))
        if len(person.roles) == 1:
            self._holders.append(person)

    def understand(self, person: Person, role: Role) -> None:
        """Remember a role by which somebody was meant, so that words like it mean the same person later."""
        if role.bare:
            return
        if id(person) not in self._roles:
            self._holders.append(person)
        roles = self._roles.setdefault(id(person), [])
        if role not in roles and len(roles) < _MOST_ROLES:
            roles.append(role)

    def of(self, person: Person | None) -> Sequence[Role]:
        """Return the roles heard of a person."""
        return self._roles.get(id(person), ()) if person is not None else ()

    def best(self, role: Role, gender: int, recency: Callable[[Person], float]) -> Person | None:
        """Return the person of a gender whose known roles fit a role best, the newer one if two fit."""
        best, best_score = None, 0.0
        for person in self._holders[-_MOST_CANDIDATES:]:
            if not person.gender & gender or person.owns(role.owners):
                continue
            score = max(likeness(role, known) for known in self._roles[id(person)])
            if score > 0:
                score += recency(person)
            if score > best_score:
                best, best_score = person, score
        return best if best_score >= _FITS else None

    def may_be(self, speaker: Speaker, role: Role) -> bool:
        """Tell whether nothing heard of a speaker speaks against a role: a mayor is no "генпрокурор"."""
        if speaker.person is None:
            return _unnamed_may_be(role_of(speaker.name or ""), role)
        if speaker.person.owns(role.owners):
            return False
        known = self.of(speaker.person)
        if role.head in EXPERTS and any(heard.public for heard in known):
            return False
        if not known or (role.head not in EXCLUSIVE and speaker.spoke):
            return True
        return any(likeness(role, heard) > 0 for heard in known)


def _unnamed_may_be(name: Role, role: Role) -> bool:
    """Tell whether somebody who is only called by a role may be meant by another one."""
    if name.head in SOURCES:
        return role.head in UNNAMED
    return role.head in PEOPLE or likeness(role, name) > 0
