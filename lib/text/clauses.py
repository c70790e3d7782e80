"""Where the content of a cue begins and ends."""

from lib.text.attribution import clause_start, subject
from lib.text.cues import DENIABLE, DENIED_ONLY, THINKING, Cue
from lib.text.passages import DASHES, Passage
from lib.text.traits import FEMN, MASC, NEUT, NOMN, PLUR

STOPS = frozenset(".;!?…")
OPPOSING = frozenset(("а", "но", "однако"))
"""Conjunctions that open a clause set against the one before."""

CONJUNCTIONS = frozenset(("что", "чтобы", "будто"))
_LINKS = frozenset(("и", "а", "но", "однако", ","))
_ADVERBIAL = frozenset("и а но однако также при этом затем потом ранее тогда тем самым позже кроме того".split())
_RELATIVES = frozenset(("который", "где", "когда"))
_DISTINCT = frozenset((MASC, FEMN, NEUT, PLUR))
_LINKED = frozenset(("и", "но"))
_SUBORDINATING = frozenset(("когда", "хотя", "поскольку", "пока", "если"))
_WHOLE = frozenset("все лет годы дней дни месяцев месяцы часов часы время раз".split())
"""Words that ", что" takes up: "все, что", "отрицал все годы, что шел процесс"."""
_AGENCY_VERBS = frozenset(("сообщать", "передавать", "писать"))
_REFUSALS = frozenset("уточнить назвать сообщить пояснить раскрыть указать привести ответить объяснить".split())
_REASONS = frozenset("из-за благодаря ввиду вследствие после для кроме вместо помимо несмотря предлогом".split())
_WANTING = frozenset(
    "требовать потребовать просить попросить предложить предлагать настаивать настоять гарантировать призвать "
    "призывать сказать говорить велеть приказать распорядиться поручить рекомендовать посоветовать советовать "
    "пожелать хотеть добиваться написать".split()
)
"""Verbs that "чтобы" completes."""
_CLAUSE_REACH = 32
_NEAR = 4


def conjunction_of(passage: Passage, at: int) -> int:
    """Return the item of the conjunction that opens the complement of a cue, or -1."""
    items = passage.items
    for j in range(at + 1, min(at + _CLAUSE_REACH, len(items))):
        if items[j].text == "." and not is_full_stop(passage, j):
            continue
        if items[j].text in STOPS or items[j].text == ":" or passage.is_speech(j):
            return -1
        word = items[j].traits
        if word is None:
            continue
        if word.folded in CONJUNCTIONS:
            return j if _opens_complement(passage, at, j) else -1
        if (word.gerund or word.finite) and _has_conjunction_behind(passage, j):
            return -1
        if word.finite and word.pos == "VERB" and not _in_relative_clause(passage, at, j):
            return -1
    return -1


def _opens_complement(passage: Passage, at: int, j: int) -> bool:
    """Tell whether a conjunction opens what the cue says: not "все, что", not ", что удивило"."""
    items = passage.items
    behind_comma = items[j - 1].text == ","
    if behind_comma and (items[j - 2].folded in _WHOLE or _gives_reason(passage, j - 2)):
        return False
    if items[j].folded == "чтобы" and _tells_purpose(passage, at, j):
        return False
    if items[j].folded == "что" and _refers_back(passage, at, j):
        return False
    return behind_comma or j - at <= _NEAR


def _gives_reason(passage: Passage, i: int) -> bool:
    """Tell whether "того", "тому" or "то" there belongs to the author: "из-за того, что", "несмотря на то, что"."""
    words = [item.folded for item in passage.items[max(0, i - 2) : i + 1]]
    of_author = words[-1] in ("того", "тому", "то") and not _REASONS.isdisjoint(words[:-1])
    return of_author or words[-1] == "потому"


def _tells_purpose(passage: Passage, at: int, conjunction: int) -> bool:
    """Tell whether ", чтобы" says what for rather than what: "пообещал приехать, чтобы помочь"."""
    between = [item.traits for item in passage.items[at + 1 : conjunction] if item.traits is not None]
    words = {word.folded for word in between}
    cue_word = passage.items[at].traits
    wants = cue_word is not None and cue_word.lemma in _WANTING
    return any(word.infinitive for word in between) or not (wants or words & {"том", "то", "того"})


def _has_conjunction_behind(passage: Passage, i: int) -> bool:
    items = passage.items
    return i + 2 < len(items) and items[i + 1].text == "," and items[i + 2].folded in CONJUNCTIONS


def _refers_back(passage: Passage, at: int, conjunction: int) -> bool:
    """Tell whether ", что" takes up a complement that the cue has already: "заявил об отставке, что удивило"."""
    between = [item.traits for item in passage.items[at + 1 : conjunction - 1] if item.traits is not None]
    topics = any(word.folded in ("о", "об") for word in between) and between[-1].folded not in ("том", "этом")
    return conjunction - at > _NEAR and (topics or any(word.infinitive for word in between))


def _in_relative_clause(passage: Passage, start: int, at: int) -> bool:
    """Tell whether a verb behind a cue belongs to "…, который …," rather than to the sentence."""
    words = (item.traits for item in passage.items[start:at])
    return any(word is not None and word.lemma in _RELATIVES for word in words)


def clause_end(passage: Passage, start: int, at: int, seen: Cue) -> int:
    """Return the item behind the last one that a cue governs: before a coordinated cue or an agency frame."""
    end = _author_goes_on(passage, start, sentence_end(passage, start))
    end = _afterwards(passage, start, end, seen)
    if not (seen.gerund or seen.participle) and seen.forms in _DISTINCT:
        end = resumption(passage, start + 1, end, seen.forms, _LINKED)
    for later, following in passage.cues:
        if later <= max(start, at) or later >= end or means_nothing(passage, later, following):
            continue
        cut = _cut_before(passage, start, later, following, seen)
        if cut is not None and cut > start + 1:
            return cut
    return end


def complement_end(passage: Passage, at: int, seen: Cue) -> int:
    """Return where a complement without a clause of its own ends: before the next thing that its subject does."""
    end = clause_end(passage, at, at, seen)
    link = -1
    for i in range(at + 1, end):
        item = passage.items[i]
        if item.text == "," or item.text in DASHES:
            following = " ".join(later.folded for later in passage.items[i + 1 : min(i + 3, end)])
            if following.split(" ")[0] in OPPOSING or following == "на что":
                return i
            link = -1
        word = item.traits
        if word is None:
            continue
        if word.folded in ("и", "а"):
            link = i
        elif word.folded in CONJUNCTIONS or word.folded in ("если", "когда", "который"):
            return end
        elif word.finite & seen.forms and word.pos == "VERB" and link > 0:
            return link
    return end


def resumption(passage: Passage, start: int, end: int, forms: int, links: frozenset[str] = frozenset()) -> int:
    """Return the comma behind which the main clause goes on with its verb, else `end`.

    "Посол, заявивший, что мост открыт, уехал"; with a link: "сказал, что мост открыт, и уехал".
    """
    for i in range(start + 1, end - 1):
        word = passage.items[i].traits
        if word is not None and word.lemma in _RELATIVES:
            return end
        if passage.items[i].text != ",":
            continue
        at = i + 1
        link = passage.items[at].folded
        if links and link not in links:
            continue
        at += bool(links)
        while at < end and (word := passage.items[at].traits) is not None and word.pos in ("ADVB", "PRCL"):
            at += 1
        word = passage.items[at].traits if at < end else None
        if word is None or word.pos != "VERB" or not word.finite & forms or not is_sentence(passage, start, i):
            continue
        if link != "но" or (is_denied(passage, at) and word.lemma in _REFUSALS):
            return i
    return end


def _author_goes_on(passage: Passage, start: int, end: int) -> int:
    """Return the item of ", однако" or "— однако", with which the author goes on, else `end`."""
    for i in range(start + 3, end - 1):
        mark = passage.items[i].text
        if passage.items[i + 1].folded == "однако" and (mark == "," or mark in DASHES):
            return i
    return end


def _afterwards(passage: Passage, start: int, end: int, seen: Cue) -> int:
    """Return the comma of "сказал, что уходит, после чего уехал": the author tells what happened next; else `end`."""
    for i in range(start + 2, end - 3):
        if passage.items[i].text != "," or [item.folded for item in passage.items[i + 1 : i + 3]] != ["после", "чего"]:
            continue
        told = (item.traits for item in passage.items[start:i])
        past = any(word is not None and word.pos == "VERB" and word.finite in _DISTINCT for word in told)
        verbs = (item.traits for item in passage.items[i + 3 : end])
        following = next((word.finite for word in verbs if word is not None and word.pos == "VERB" and word.finite), 0)
        return i if following in _DISTINCT and following & seen.forms and not past else end
    return end


def _cut_before(passage: Passage, start: int, at: int, following: Cue, seen: Cue) -> int | None:
    """Return the item at which a later cue begins a part of its own, or None if it lies inside the clause."""
    i = _link_before(passage, start, at)
    link = passage.items[i]
    has_clause = conjunction_of(passage, at) > 0
    if has_clause and (main := _main_clause_of(passage, start, at)) is not None:
        return main
    if link.text != "," and has_clause and (opposed := _opposed(passage, start, at)) is not None:
        return opposed
    if link.text == "," or link.text in DASHES:
        if following.gerund:
            return i if link.text == "," else None
        framed = _names_source(passage, at, following, at == i + 1)
        return i if framed and not has_clause else None
    coordinated = link.folded in _LINKS and following.forms & seen.forms and not following.gerund
    if coordinated and _has_complement(passage, at, following):
        return i - 1 if passage.items[i - 1].text == "," else i
    return None


def _main_clause_of(passage: Passage, start: int, at: int) -> int | None:
    """Return the comma behind which a cue opens the main clause: "Когда посол признал, что …, мэр сказал, что"."""
    opening = next((item.folded for item in passage.items if item.end > passage.body), "")
    comma = next((i for i in range(at - 1, start, -1) if passage.items[i].text == ","), None)
    if comma is None or at - comma > _NEAR or opening not in _SUBORDINATING:
        return None
    own = [p for p in passage.phrases if p.first == comma + 1 and p.last <= at and p.mask & NOMN]
    return comma if own else None


def _names_source(passage: Passage, at: int, cue: Cue, opens: bool) -> bool:
    """Tell whether a cue behind a comma frames what stands before: ", пишет «Заря»", ", цитирует посла ТАСС"."""
    quoted = at + 1 < len(passage.items) and passage.items[at + 1].quotation is not None
    named = quoted or passage.items[min(at + 1, len(passage.items) - 1)].text[:1].isupper()
    if opens and cue.present and cue.lemma in _AGENCY_VERBS and named:
        return True
    if opens and ("o" in cue.frame or (quoted and cue.present and not passage.is_speech(at + 1))):
        return True
    return subject(passage, at, cue, (at, len(passage.items)), "right") is not None


def _link_before(passage: Passage, start: int, at: int) -> int:
    """Return the item of the comma, dash or conjunction before a cue, or of the word that bars the way."""
    i = at - 1
    while i > start and at - i <= 5 and passage.items[i].folded not in _LINKS and passage.items[i].text not in DASHES:
        if not _is_adverbial(passage, i):
            break
        i -= 1
    return i


def _opposed(passage: Passage, start: int, at: int) -> int | None:
    """Return the comma of ", а посол утверждает, что": another speaker's part begins there."""
    for i in range(at - 1, max(start, at - 14), -1):
        if passage.items[i].text == ",":
            return i if passage.items[i + 1].folded in OPPOSING else None
    return None


def _has_complement(passage: Passage, at: int, following: Cue) -> bool:
    """Tell whether a coordinated cue has something to say, so that it is none of the clause's own verbs."""
    colon = at + 1 < len(passage.items) and passage.items[at + 1].text == ":"
    return colon or bool(set("in") & set(following.frame)) or conjunction_of(passage, at) > 0


def _is_adverbial(passage: Passage, i: int) -> bool:
    word = passage.items[i].traits
    if word is None:
        return False
    return word.folded in _ADVERBIAL or word.pos in ("ADVB", "PRCL", "CONJ", "PREP") or not word.noun & NOMN


def sentence_end(passage: Passage, start: int) -> int:
    """Return the item that ends the sentence in which an item stands, or the colon before a quotation."""
    items = passage.items
    brackets = 0
    for i in range(max(start + 1, 0), len(items)):
        text = items[i].text
        brackets += (text == "(") - (text == ")")
        if brackets < 0:
            return i
        if text == ":" and i + 1 < len(items) and items[i + 1].quotation is not None and i > start + 1:
            return i
        if text in ("!", "?", "…", ";") and i > start + 1:
            return i if text == ";" else i + 1
        if text == "." and is_full_stop(passage, i):
            return i
    return len(items)


def is_full_stop(passage: Passage, i: int) -> bool:
    """Tell whether a stop ends a sentence: the last one does, or one before a quotation or a dash."""
    items = passage.items
    if i + 1 >= len(items):
        return True
    before = items[i - 1] if i else items[i]
    spaced = items[i + 1].start > items[i].end and not items[i + 1].text[1:2].islower()
    return spaced and len(before.text) > 1 and items[i + 1].text[:1] in '«"„“<—–-'


def first_item(passage: Passage, left: int) -> int:
    """Return the first item of the sentence that ends before an item, behind a dateline."""
    first = 0
    for i in range(left):
        item = passage.items[i]
        if item.end <= passage.body or (item.text in STOPS and is_full_stop(passage, i)):
            first = i + 1
    return first


def is_sentence(passage: Passage, first: int, end: int) -> bool:
    """Tell whether the items make a sentence of their own: something in them predicates."""
    for i in range(first, end):
        word = passage.items[i].traits
        if word is None:
            dash = passage.items[i].text in DASHES and first + 1 < i < end - 1
            if dash or passage.items[i].quotation is not None:
                return True
        elif (
            ((word.finite or word.future) and word.pos == "VERB")
            or word.short
            or word.infinitive
            or word.pos in ("PRED", "COMP")
            or word.folded in ("нет", "это")
        ):
            return True
    nominative = [p for p in passage.phrases if first <= p.first < end and not p.preposition and p.mask & NOMN]
    return len(nominative) >= 2


def means_nothing(passage: Passage, at: int, seen: Cue) -> bool:
    """Tell whether a cue is denied, or is one only where it is denied and is not."""
    if seen.lemma in THINKING and (seen.gerund or not seen.present):
        return True
    if is_denied(passage, at):
        return seen.lemma not in DENIABLE
    return seen.lemma in DENIED_ONLY or _is_wished(passage, at, seen)


def _is_wished(passage: Passage, at: int, seen: Cue) -> bool:
    """Tell whether a cue names what nobody has said: "сказал бы, что", "чтобы он объяснил", "признает ли он"."""
    if at + 1 < len(passage.items) and passage.items[at + 1].text == "ли":
        return True
    if seen.gerund or seen.participle or seen.present:
        return False
    beside = [item.folded for item in passage.items[max(0, at - 1) : at + 2]]
    return "бы" in beside or passage.items[clause_start(passage, at)].folded == "чтобы"


def is_denied(passage: Passage, at: int) -> bool:
    """Tell whether "не" stands before an item."""
    return at > 0 and passage.items[at - 1].folded in ("не", "ни")
