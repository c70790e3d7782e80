"""Rules for reported speech whose cue governs it: clauses, infinitives, names given, nouns of speaking."""

import re
from collections.abc import Callable, Iterator

from lib.text.attribution import clause_start, speaker_of, thing_speaks
from lib.text.clauses import (
    CONJUNCTIONS,
    STOPS,
    clause_end,
    complement_end,
    conjunction_of,
    is_denied,
    is_sentence,
    means_nothing,
    resumption,
    sentence_end,
)
from lib.text.cues import SPEECH_NOUNS, STUDY_NOUNS, STUDY_VERBS, SUPPORT_VERBS, Cue
from lib.text.finding import Finding, Tag, has_own_words, paragraph_finding, reported_finding
from lib.text.items import Item
from lib.text.lemmas import parses
from lib.text.noun_phrases import NounPhrase
from lib.text.owners import owner
from lib.text.parentheses import parenthesis, prepositions
from lib.text.passages import DASHES, Passage, is_clock
from lib.text.sources import Source
from lib.text.traits import ABLT, ACCS, ANY_FORM, GENT, NOMN, PLUR, forms_of, traits

_CITING = frozenset(("привести", "приводить", "опубликовать", "распространить", "озвучить", "повторить"))
"""Verbs with which somebody passes on what another said: "привёл слова посла о том, что …"."""
_REACH = 24
_POINTERS = frozenset(("за то", "на то", "из того", "против того", "от того", "к тому"))
_NEAR = 8
_BREAKS = DASHES | {",", ":"}
_OWN_WORDS_BEHIND = frozenset(("в", "во", "на", "за", "к", "против", "как"))


def reported(passage: Passage, used: frozenset[int]) -> list[Finding]:
    """Return the reported speech of a passage; cues at the offsets `used` attribute something else already."""
    found: list[Finding] = []
    for at, seen in passage.cues:
        if passage.items[at].start in used or means_nothing(passage, at, seen):
            continue
        finding = next((first for rule in RULES if (first := rule(passage, at, seen))), None)
        if finding is not None and not thing_speaks(passage, at, seen):
            found.append(finding)
    return [*found, *prepositions(passage), *nouns(passage), *studies(passage)]


def clause(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """Посол сказал, что … ; обвинил их в том, что … ; в заявлении говорится, что …"""
    if not set("cad") & set(seen.frame):
        return None
    conjunction = conjunction_of(passage, at)
    if conjunction < 0:
        return None
    if not set("cd") & set(seen.frame) and not _has_pointer(passage, at, conjunction):
        return None
    if "a" not in seen.frame and [item.folded for item in passage.items[conjunction - 3 : conjunction - 1]] == [
        "за",
        "то",
    ]:
        return None  # "написал письмо с благодарностью за то, что …"
    tag = Tag(passage, at, seen, speaker_of(passage, at, seen, conjunction))
    if tag.source is None and (seen.forms == PLUR or "d" in seen.frame or seen.participle):
        return None
    end = _main_clause(tag, conjunction + 1, clause_end(passage, conjunction, at, seen))
    return reported_finding(tag, conjunction + 1, end, "clause", tag.sure(0.95, 0.6))


def _has_pointer(passage: Passage, at: int, conjunction: int) -> bool:
    """Tell whether "в том", "за то", "из того" of the cue itself stands before a conjunction."""
    other_cue = any(at < other < conjunction for other, _ in passage.cues)
    between = (item.traits for item in passage.items[at + 1 : conjunction])
    if other_cue or any(word is not None and word.infinitive for word in between):
        return False
    pair = [item.folded for item in passage.items[max(conjunction - 3, 0) : conjunction - 1]]
    return pair[-1:] in (["том"], ["тем"]) or " ".join(pair) in _POINTERS


def _main_clause(tag: Tag, start: int, end: int) -> int:
    """Return the comma at which the main clause goes on behind a clause that a participle or gerund governs."""
    if tag.source is None or not tag.source.phrases:
        return end
    if tag.cue.participle:
        return resumption(tag.passage, start, end, forms_of(tag.source.phrases[0].mask, "nomn") or ANY_FORM)
    comma = tag.source.phrases[0].first - 1
    follows = tag.cue.gerund and start < comma < end and tag.passage.items[comma].text == ","
    return comma if follows else end


def colon(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """Посол сказал: …, without marks; a new line behind the colon is a quotation in a paragraph of its own."""
    i = _colon_behind(passage, at)
    if not set("qp") & set(seen.frame) or i is None or passage.items[i + 1].quotation is not None:
        return None
    if "c" not in seen.frame or any(at < other < i for other, _ in passage.cues):
        return None
    tag = Tag(passage, at, seen, speaker_of(passage, at, seen, i))
    if tag.source is None:
        return None
    following = passage.items[i + 1].start
    if "\n" in passage.text[passage.items[i].end : following]:
        return paragraph_finding(tag, following)
    end = sentence_end(passage, i)
    return reported_finding(tag, i + 1, end, "colon", 0.8) if is_sentence(passage, i + 1, end) else None


def _colon_behind(passage: Passage, at: int) -> int | None:
    """Return the item of the colon behind a cue, if no other mark comes first and something follows it."""
    for i in range(at + 1, min(at + 12, len(passage.items) - 1)):
        item = passage.items[i]
        if item.text == ":" and not is_clock(passage, i):
            return i
        if item.text in STOPS or item.text in DASHES or item.quotation is not None:
            return None
    return None


def infinitive(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """Посол призвал прекратить … ; пообещал "прекратить …"."""
    i = _infinitive_behind(passage, at) if "i" in seen.frame else None
    if i is None:
        return None
    tag = Tag(passage, at, seen, speaker_of(passage, at, seen, i))
    if tag.source is None:
        return None
    if passage.items[i].quotation is not None:
        return reported_finding(tag, i, i + 1, "infinitive", 0.85)
    start = i - 1 if passage.items[i - 1].folded == "не" else i
    return reported_finding(tag, start, complement_end(passage, at, seen), "infinitive", 0.85)


def _infinitive_behind(passage: Passage, at: int) -> int | None:
    """Return the item of the infinitive that a cue governs, or of the own words that begin with one."""
    for i in range(at + 1, min(at + _REACH, len(passage.items))):
        item = passage.items[i]
        word = item.traits
        if item.text in STOPS or item.text in DASHES or item.text == ":":
            return None
        if word is None:
            if _begins_with_infinitive(passage, i):
                return i
        elif word.folded in CONJUNCTIONS or word.lemma == "который" or (word.finite and word.pos == "VERB"):
            return None
        elif word.infinitive:
            return None if i > at + 1 and _is_governed(passage, i) else i
    return None


def _is_governed(passage: Passage, i: int) -> bool:
    """Tell whether a word before an infinitive governs it: "план, позволяющий открыть мост", "стремясь открыть"."""
    before = passage.items[i - 1].traits
    return before is not None and (
        before.gerund or before.pos == "PRTF" or (before.lemma == "способный" and before.pos == "ADJF")
    )


def _begins_with_infinitive(passage: Passage, i: int) -> bool:
    quotation = passage.items[i].quotation
    if quotation is None:
        return False
    first = re.match(r"(?:не\s)?([а-яё-]{3,30})", passage.text[quotation.start : quotation.start + 40])
    return first is not None and traits(first[1]).infinitive


def naming(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """Посол назвал решение ошибкой; with the object in front the whole clause is the statement."""
    if not set("nk") & set(seen.frame) or passage.items[clause_start(passage, at)].folded == "как":
        return None
    source = speaker_of(passage, at, seen, len(passage.items))
    end = _main_clause(Tag(passage, at, seen, source), at, complement_end(passage, at, seen))
    named = "n" in seen.frame and _has_predicate(passage, at + 1, end)
    described = "k" in seen.frame and any(item.folded == "как" for item in passage.items[at + 1 : end])
    front = _fronted_predicate(passage, at) if "n" in seen.frame else None
    if source is None or _in_country(passage, source) or not (named or described or front is not None):
        return None
    if front is not None and not described:
        return reported_finding(Tag(passage, at, seen, source), front, end, "naming", 0.85)
    start = _behind_subject(at, source)
    short = end - start <= 4 or passage.items[start].folded == "как"
    if short and not _has_object(passage, start, end):
        start = _fronted_object(passage, at, source, start)
    return reported_finding(Tag(passage, at, seen, source), start, end, "naming", 0.85)


def _in_country(passage: Passage, source: Source) -> bool:
    """Tell whether only people in general call something so: "в России его считают героем"."""
    phrase = source.phrases[0] if source.phrases else None
    if phrase is None or not phrase.preposition:
        return False
    return any("Geox" in reading.grammemes for reading in parses(passage.items[phrase.head].text))


def _behind_subject(at: int, source: Source) -> int:
    """Return the item behind a cue, or behind its subject if that follows at once."""
    follows = source.phrases and not source.inherited and source.phrases[0].first == at + 1
    return source.phrases[-1].last if follows else at + 1


def _has_object(passage: Passage, first: int, end: int) -> bool:
    """Tell whether a pronoun or a noun in the accusative stands behind the cue: "назвал их ошибкой"."""
    pronoun = any(item.folded in ("его", "ее", "их", "это") for item in passage.items[first : end - 1])
    return pronoun or any(
        first <= p.first < end and p.mask & ACCS and not p.preposition and passage.items[p.first - 1].folded != "как"
        for p in passage.phrases
    )


def _has_predicate(passage: Passage, first: int, end: int) -> bool:
    """Tell whether somebody is called something there: an instrumental without preposition, or own words."""
    for i in range(first, end):
        item = passage.items[i]
        if item.text == ":":
            return False
        if item.quotation is not None and _is_calling(passage, i):
            return True
        word = item.traits
        if word is not None and (word.adjective | word.noun) & ABLT and not word.noun & NOMN:
            before = passage.items[i - 1].traits
            if (before is None or before.pos != "PREP") and _agrees_with_noun(passage, i):
                return True
    return False


def _is_calling(passage: Passage, i: int) -> bool:
    """Tell whether what is in marks says what somebody is called, rather than names a thing: "глава «Зари»"."""
    before = passage.items[i - 1].traits
    first = re.match(r"[\w-]+", passage.items[i].text.lstrip('«"„“ ”<'))
    if first is None or first[0][:1].islower() or before is None or before.pos in ("VERB", "NPRO"):
        return True
    seen = traits(first[0])
    return bool((seen.noun | seen.adjective) & ABLT) and before.pos != "PREP"


def _fronted_predicate(passage: Passage, at: int) -> int | None:
    """Return the item with which a clause begins that says first what its object is: "Причиной посол назвал дождь"."""
    first = clause_start(passage, at)
    phrase = next((p for p in passage.phrases if p.first == first), None)
    alone = phrase is not None and not phrase.preposition and phrase.last <= at
    return first if alone and phrase and phrase.mask & ABLT and not phrase.mask & ~ABLT else None


def _agrees_with_noun(passage: Passage, i: int) -> bool:
    """Tell whether an adjective is no genitive before its noun: "назвал сроки железной дороги"."""
    word = passage.items[i].traits
    if word is None or word.noun & ABLT:
        return True
    for item in passage.items[i + 1 : i + 4]:
        if item.traits is None or not (item.traits.noun or item.traits.adjective):
            return True
        if item.traits.noun:
            return bool(item.traits.noun & ABLT) or not item.traits.noun & word.adjective & GENT
    return True


def _fronted_object(passage: Passage, at: int, source: Source, start: int) -> int:
    """Return where the clause begins if the object stands before the cue, else `start`."""
    if not source.phrases or source.inherited:
        return start
    first = clause_start(passage, min(source.phrases[0].first, at))
    before = [p for p in passage.phrases if first <= p.first < at and p not in source.phrases and not p.preposition]
    return first if before else start


def nominal(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """Посол заявил о "грубой провокации": a noun behind "о" counts where it holds the speaker's own words."""
    if "c" not in seen.frame or seen.gerund:
        return None
    for i in range(at + 1, min(at + 6, len(passage.items))):
        if passage.items[i].text == ",":
            return None
        if passage.items[i].folded in ("о", "об", "обо"):
            end = complement_end(passage, at, seen)
            end = next((j for j in range(i + 1, end) if _turns_to_clause(passage, j)), end)
            if not any(has_own_words(passage, j) for j in range(i + 1, min(end, i + 1 + _NEAR))):
                return None
            tag = Tag(passage, at, seen, speaker_of(passage, at, seen, i))
            return reported_finding(tag, i + 1, end, "nominal", 0.7) if tag.source else None
    return None


def _turns_to_clause(passage: Passage, i: int) -> bool:
    """Tell whether ", что" or ", который" begins there: the author's comment on what was said."""
    items = passage.items
    word = items[i + 1].traits if items[i].text == "," and i + 1 < len(items) else None
    return word is not None and (word.folded == "что" or word.lemma == "который")


def own_words(passage: Passage, at: int, seen: Cue) -> Finding | None:
    """Посол отметил "большой прогресс"; обвинил жителей в "грубой неосторожности"."""
    if seen.gerund or not set("ca") & set(seen.frame):
        return None
    for i in range(at + 1, min(at + _NEAR, len(passage.items))):
        item = passage.items[i]
        if item.text in STOPS or item.text in _BREAKS or (item.traits is not None and item.traits.finite):
            return None
        if item.quotation is None or not has_own_words(passage, i) or not _is_wording(item):
            continue
        before = passage.items[i - 1]
        if i > at + 1 and before.folded not in _OWN_WORDS_BEHIND:
            return None
        tag = Tag(passage, at, seen, speaker_of(passage, at, seen, i))
        return reported_finding(tag, i, i + 1, "own words", 0.7) if tag.source else None
    return None


def _is_wording(item: Item) -> bool:
    """Tell whether a quotation is a part of a sentence, of three words at least, rather than a nickname."""
    return item.text.lstrip('«"„“”<')[:1].islower() and len(item.text.split()) >= 3


RULES: tuple[Callable[[Passage, int, Cue], Finding | None], ...] = (
    clause,
    colon,
    infinitive,
    naming,
    parenthesis,
    nominal,
    own_words,
)


def nouns(passage: Passage) -> Iterator[Finding]:
    """Посол выразил уверенность, что … ; дал понять, что … : a verb and a noun speak together."""
    if passage.lemmas.isdisjoint(SUPPORT_VERBS):
        return
    for i, item in enumerate(passage.items):
        word = item.traits
        if word is None or word.lemma not in SUPPORT_VERBS or not (word.finite or word.gerund) or is_denied(passage, i):
            continue
        for j in range(i + 1, min(i + 8, len(passage.items))):
            noun = passage.items[j].traits
            if noun is None or noun.lemma not in SPEECH_NOUNS:
                continue
            conjunction = -1 if passage.items[j - 1].folded == "для" else conjunction_of(passage, j)
            if 0 < conjunction <= j + 8:
                seen = Cue(f"{word.lemma} {noun.lemma}", "c", word.finite or ANY_FORM, word.gerund, False)
                tag = Tag(passage, i, seen, speaker_of(passage, i, seen, conjunction))
                if word.lemma in _CITING and any(p.head == j and owner(passage, p) for p in passage.phrases):
                    break
                if tag.source is not None and any(p.head == j for p in tag.source.phrases):
                    break
                end = clause_end(passage, conjunction, i, seen)
                finding = reported_finding(tag, conjunction + 1, end, "verb with noun", tag.sure(0.85))
                yield from (finding,) if finding else ()
            break


def studies(passage: Passage) -> Iterator[Finding]:
    """Опрос показал, что … ; из доклада следует, что …"""
    for phrase in () if passage.lemmas.isdisjoint(STUDY_NOUNS) else passage.phrases:
        head = passage.items[phrase.head].traits
        if head is not None and head.lemma in STUDY_NOUNS:
            finding = _study(passage, phrase)
            yield from (finding,) if finding else ()


def _study(passage: Passage, phrase: NounPhrase) -> Finding | None:
    for i in range(phrase.last, min(phrase.last + 6, len(passage.items))):
        word = passage.items[i].traits
        if word is None or word.lemma not in STUDY_VERBS or not word.finite:
            continue
        conjunction = conjunction_of(passage, i)
        if conjunction < 0:
            return None
        seen = Cue(word.lemma, "d", ANY_FORM, False, False)
        tag = Tag(passage, i, seen, owner(passage, phrase) or Source((phrase,), "doc", ANY_FORM))
        return reported_finding(tag, conjunction + 1, clause_end(passage, conjunction, i, seen), "study", 0.7)
    return None
