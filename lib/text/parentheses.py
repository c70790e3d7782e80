"""Rules for attributions beside the content: "…, сказал посол", "…, считает посол, …", "по словам посла, …"."""

from collections.abc import Iterator

from lib.text.attribution import lists_names, subject
from lib.text.clauses import (
    CONJUNCTIONS,
    STOPS,
    clause_end,
    conjunction_of,
    first_item,
    is_full_stop,
    is_sentence,
    sentence_end,
)
from lib.text.cues import FREE_PREPOSITIONAL, PREPOSITIONAL_FORMS, Cue, prepositional
from lib.text.finding import Finding, Tag, reported_finding
from lib.text.noun_phrases import NounPhrase
from lib.text.owners import according, document_source, oblique, possessor
from lib.text.passages import DASHES, Passage
from lib.text.sources import Source
from lib.text.traits import ACCS, ANY_FORM, GENT, NOMN

_OPENERS = frozenset((",", "и", "а", "но", "однако", "при", "этом", "что", "так"))
_SUBORDINATES = frozenset(("который", "где", "когда", "как", "передавать", "сообщать", "добавить", "однако"))
_SEPARATORS = DASHES | {",", "(", ":", "и", "а", "но"}
_PERSONAL = frozenset(("name", "role", "pronoun", "anon"))
_AGENCY_VERBS = frozenset(("сообщать", "сообщить", "передавать", "передать", "писать"))
_PLACES = frozenset(("где", "куда", "откуда"))
_ADDITIONS = frozenset(("кроме", "более", "помимо"))
_CORRELATES = frozenset(("того", "тем", "так", "то"))
"""Words that ", как" completes: "после того, как посол пригрозил" attributes nothing."""
_REACH = 12


def parenthesis(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """…, сказал посол. Санкции, считает посол, вредны. Как сказал посол, …"""
    attributes = not seen.gerund and set("pd") & set(seen.frame)
    left = _separator_before(passage, at) if attributes else None
    if left is None or (left < 0 and passage.items[0].folded != "как"):
        return None
    right = _separator_behind(passage, at)
    tag = Tag(passage, at, seen, _speaker(passage, at, seen, (left, right)))
    if tag.source is None or not _attributes(tag, left) or _frames_statement(tag, left, right):
        return None
    if left < 0:
        return _as_said(tag, right)
    if is_sentence(passage, first_item(passage, left), left):
        before = _continues_attribution(passage, right) or _closes_quotation(passage, left)
        return _stands_before(tag, left) if before else _stands_around(tag, left)
    return _stands_around(tag, left) if right + 2 < len(passage.items) else None


def _closes_quotation(passage: Passage, left: int) -> bool:
    """Tell whether a closing mark without its opening one stands right before an attribution."""
    return any(item.text in ("»", "”") for item in passage.items[max(0, left - 2) : left])


def _speaker(passage: Passage, at: int, seen: Cue, between: tuple[int, int]) -> Source | None:
    """Return the speaker: behind the cue, or before it in "как посол сказал"."""
    left, right = between
    if "d" in seen.frame:
        return document_source(passage, left + 1, right)
    as_said = passage.items[left + 1].folded == "как"
    found = subject(passage, at, seen, (left + 1 if as_said else at, right), "right")
    return found or _cited_by_quoted_medium(passage, at)


def _cited_by_quoted_medium(passage: Passage, at: int) -> Source | None:
    """Return the source of "пишет «Время» со ссылкой на посла", where the medium has nothing but a name in marks."""
    words = [item.folded for item in passage.items[at + 2 : at + 5]]
    quoted = at + 1 < len(passage.items) and passage.items[at + 1].quotation is not None
    return oblique(passage, at + 5, "accs") if quoted and words == ["со", "ссылкой", "на"] else None


def _attributes(tag: Tag, left: int) -> bool:
    """Tell whether the cue attributes what stands beside it rather than something else that is told."""
    passage, at, source = tag.passage, tag.at, tag.source
    if left >= 0 and _points_back(passage, first_item(passage, left)):
        return False
    if left >= 0 and passage.items[left + 1].folded == "чем":
        return False  # "больше, чем признавал посол"
    as_said = passage.items[left + 1].folded == "как"
    if not as_said and not set("cd") & set(tag.cue.frame) and at > left + 1:
        return False  # "…, на стороне мэра выступили депутаты"
    if as_said and left > 0 and _is_clause_of_time(passage, left):
        return False
    if left >= 0 and not as_said and _has_own_object(passage, left + 1, at):
        return False
    topic = passage.items[at + 1 : source.phrases[0].first] if source is not None else []
    return not any(item.folded in ("о", "об") for item in topic)


def _is_clause_of_time(passage: Passage, left: int) -> bool:
    """Tell whether ", как" belongs to "после того": not to "кроме того, как сообщил посол"."""
    added = left > 1 and passage.items[left - 2].folded in _ADDITIONS
    return passage.items[left - 1].folded in _CORRELATES and not added


def _has_own_object(passage: Passage, first: int, at: int) -> bool:
    """Tell whether something between comma and verb is its object, so that it attributes nothing."""
    return any(
        first <= p.first
        and p.last <= at
        and not p.preposition
        and p.mask & (NOMN | ACCS)
        and not passage.items[p.first].text[:1].isdigit()
        for p in passage.phrases
    )


def _points_back(passage: Passage, first: int) -> bool:
    """Tell whether a sentence only takes up another: "Об этом …", "Как сообщает агентство, …", "С таким …"."""
    words = [item.folded for item in passage.items[first : first + 2]]
    return words[:1] in (["об"], ["как"]) or words in (["о", "чем"], ["с", "таким"])


def prepositions(passage: Passage) -> Iterator[Finding]:
    """По словам посла, … ; …, по мнению посла, … ; согласно сообщению посольства, …"""
    for phrase in () if passage.forms.isdisjoint(PREPOSITIONAL_FORMS) else passage.phrases:
        if not phrase.preposition:
            continue
        lemma = prepositional(passage.items[phrase.head].text, phrase.preposition)
        viewpoint = lemma == "с точки зрения"
        source = (_whose_view if viewpoint else possessor)(passage, phrase) if lemma else None
        if source is None and phrase.preposition == "согласно":
            lemma, source = "согласно", according(passage, phrase)
        if source is None:
            continue
        tag = Tag(passage, phrase.first - 1, Cue(lemma, "p", ANY_FORM, False, True), source)
        finding = _placed(tag, max(phrase.last, source.phrases[-1].last if source.phrases else 0))
        yield from (finding,) if finding else ()


def _whose_view(passage: Passage, phrase: NounPhrase) -> Source | None:
    """Return whose view "с точки зрения посла" means."""
    sight = phrase._replace(head=phrase.head + 1)
    is_view = sight.head < phrase.last and passage.items[sight.head].folded == "зрения"
    source = possessor(passage, sight) if is_view else None
    topic = source is not None and (source.sort == "doc" or passage.items[phrase.last - 1].folded == "политики")
    return None if topic else source


def _placed(tag: Tag, last: int) -> Finding | None:
    """Return what "по словам посла" refers to: what follows it, what stands before it, or both."""
    passage, first = tag.passage, tag.at
    if tag.source is None or tag.source.sort != "pronoun":
        last = _behind_apposition(passage, last)
    if _opens_sentence(passage, first):
        return _stands_behind(tag, last)
    if passage.items[first - 1].text == ":" or _opens_clause_of_author(passage, first):
        return _stands_behind(tag, last)
    if _inside_other_clause(passage, first):
        return None
    if tag.cue.lemma not in FREE_PREPOSITIONAL and passage.items[first - 1].text not in _SEPARATORS:
        return None
    bare = tag.cue.lemma == "по данным" and passage.items[first - 1].text not in _SEPARATORS
    if bare and _continues_attribution(passage, last):
        return None  # "сводка, составленная по данным посольств"
    if _continues_attribution(passage, last) and is_sentence(passage, first_item(passage, first), first):
        return _stands_before(tag, first - 1 if passage.items[first - 1].text == "," else first)
    return _stands_around(tag, first - 1)


def _opens_sentence(passage: Passage, first: int) -> bool:
    """Tell whether nothing but a link stands before an item in its sentence."""
    if passage.items[first].text[:1].isupper():
        return True
    before = first - 1
    while before >= 0 and passage.items[before].folded in _OPENERS:
        before -= 1
    return before < 0 or passage.items[before].end <= passage.body or passage.items[before].text in STOPS


def _opens_clause_of_author(passage: Passage, first: int) -> bool:
    """Tell whether the author alone introduces the attribution: "Напомним, что по данным …"."""
    before = first - 2 if passage.items[first - 1].text == "," else first - 1
    if before < 2 or passage.items[before].folded != "что":
        return False
    word = passage.items[before - 2].traits
    return word is not None and (word.first_person or word.folded in ("известно", "напоминаем"))


def _inside_other_clause(passage: Passage, first: int) -> bool:
    """Tell whether an item stands in the clause that another cue governs: speech inside a statement."""
    if first > 0 and passage.items[first - 1].folded in CONJUNCTIONS:
        return True
    opened = next((i for i in range(first - 1, -1, -1) if passage.items[i].folded in CONJUNCTIONS), -1)
    return any(at < opened for at, _ in passage.cues)


def _behind_apposition(passage: Passage, last: int) -> int:
    """Pass "…, члена партии," or "…, проведенному газетой," behind a source: return the item of the comma."""
    items = passage.items
    if last + 1 >= len(items) or items[last].text != ",":
        return last
    following = items[last + 1].traits
    if following is not None and (following.pos == "PRTF" or following.lemma == "который"):
        closing = range(last + 2, min(last + _REACH, len(items)))
        return next((i for i in closing if items[i].text == ","), last)
    phrase = next((p for p in passage.phrases if p.first == last + 1), None)
    if phrase is None or phrase.preposition or not phrase.mask & GENT or phrase.mask & NOMN:
        return last
    return phrase.last if phrase.last < len(items) and items[phrase.last].text == "," else last


def _stands_behind(tag: Tag, last: int) -> Finding | None:
    """По словам посла, … : what follows."""
    items = tag.passage.items
    start = last + 1 if last < len(items) and items[last].text == "," else last
    if start >= len(items) or items[start].text in STOPS:
        return None
    end = clause_end(tag.passage, last, tag.at, tag.cue)
    return reported_finding(tag, start, end, "preposition before", 0.95)


def _stands_before(tag: Tag, left: int) -> Finding | None:
    """…, сказал посол: what stands before."""
    first = first_item(tag.passage, left)
    return reported_finding(tag, _behind_pointer(tag.passage, first), left, "attribution after", 0.9)


def _behind_pointer(passage: Passage, first: int) -> int:
    """Return the item behind "О том, что" or "То, что" with which a fronted clause begins, else the first item."""
    words = [item.folded for item in passage.items[first : first + 4]]
    if words == ["о", "том", ",", "что"]:
        return first + 4
    return first + 3 if words[:3] == ["то", ",", "что"] else first


def _stands_around(tag: Tag, left: int) -> Finding | None:
    """Санкции, считает посол, вредны: the whole sentence, or the clause of it that holds the attribution."""
    passage = tag.passage
    items = passage.items
    first = first_item(passage, left)
    for i in range(left - 1, max(first, left - 5), -1):
        word = items[i].traits
        if word is not None and (word.lemma == "который" or (word.folded in _PLACES and items[i - 1].text == ",")):
            return _relative(tag, i)
        if items[i].folded in ("и", "но", "а") and items[i - 1].text == "," and is_sentence(passage, first, i):
            first = i + 1
            break
    end = clause_end(passage, tag.at, tag.at, tag.cue)
    return reported_finding(tag, first, end, "attribution inside", 0.85)


def _relative(tag: Tag, first: int) -> Finding | None:
    """Return a relative clause that holds an attribution: "…, которую, по его словам, передали вчера,"."""
    end = sentence_end(tag.passage, tag.at)
    behind = _separator_behind(tag.passage, tag.at) + 1
    closing = next((i for i in range(max(tag.at + 4, behind), end) if tag.passage.items[i].text == ","), end)
    return reported_finding(tag, first, closing, "relative clause", 0.75)


def _as_said(tag: Tag, right: int) -> Finding | None:
    """Return what follows "Как сказал посол,"."""
    passage, items = tag.passage, tag.passage.items
    named = tag.source.phrases[-1].last if tag.source is not None and tag.source.phrases else right
    right = named if right < named < len(items) else right
    if right >= len(items) or items[right].text != ",":
        return None
    while right + 1 < len(items) and (_continues_attribution(passage, right) or _is_relative(passage, right + 2)):
        following = next((i for i in range(right + 1, len(items)) if items[i].text == ","), None)
        if following is None:
            break
        right = following
    end = clause_end(passage, right, tag.at, tag.cue)
    return reported_finding(tag, right + 1, end, "as said", 0.85) if is_sentence(passage, right + 1, end) else None


def _frames_statement(tag: Tag, left: int, right: int) -> bool:
    """Tell whether "Как сообщает агентство," only frames what somebody else says."""
    passage, sort = tag.passage, tag.source.sort if tag.source is not None else None
    if passage.items[left + 1].folded != "как" or sort in _PERSONAL:
        return False
    if sort == "media" and left < 0:
        return len(passage.cues) > 1
    framing = sort == "doc" or tag.cue.lemma in _AGENCY_VERBS
    later = [(at, seen) for at, seen in passage.cues if at > right] if framing else []
    return any(conjunction_of(passage, at) > 0 or set("in") & set(seen.frame) for at, seen in later)


def _separator_before(passage: Passage, at: int) -> int | None:
    """Return the comma or dash that opens an attribution, -1 at the beginning, None if other words intervene."""
    for i in range(at - 1, max(-1, at - _REACH), -1):
        item = passage.items[i]
        if item.text == "," or item.text in DASHES:
            return i
        if item.end <= passage.body:
            return -1
        if item.text == ":" or item.folded in CONJUNCTIONS or item.folded == "и":
            return None
        if item.traits is not None and item.traits.lemma == "который":
            return None
        if item.text in STOPS and (item.text != "." or is_full_stop(passage, i)):
            return None
        if item.traits is not None and item.traits.finite and item.traits.pos == "VERB":
            return None
    return -1 if at < _REACH else None


def _separator_behind(passage: Passage, at: int) -> int:
    """Return the item that closes the attribution: a comma, a dash or the end of the sentence."""
    for i in range(at + 1, len(passage.items)):
        text = passage.items[i].text
        if text == "," and lists_names(passage, i):
            continue
        if text == "," or text in DASHES or (text in STOPS and (text != "." or is_full_stop(passage, i))):
            return i
    return len(passage.items)


def _continues_attribution(passage: Passage, right: int) -> bool:
    """Tell whether what follows an attribution still belongs to it: nothing, a participle, "отвечая", "который"."""
    items = passage.items
    if right + 1 >= len(items) or items[right].text in STOPS:
        return True
    word = items[right + 1].traits
    if word is None:
        return False
    if word.gerund or word.pos == "PRTF" or word.lemma in _SUBORDINATES:
        return True
    if word.folded in ("в", "на", "во") and _is_relative(passage, right + 2):
        return True
    apposition = next((p for p in passage.phrases if p.first == right + 1), None)
    return apposition is not None and apposition.last >= len(items) - 1


def _is_relative(passage: Passage, i: int) -> bool:
    word = passage.items[i].traits if i < len(passage.items) else None
    return word is not None and word.lemma == "который"
