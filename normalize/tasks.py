"""Who does what: "Giao Sở X chủ trì, phối hợp với Sở Y và các ngành có liên quan tổ chức ...".

The bodies that lead stand in the sentence itself or in the heading above it ("2.2. Sở Tài chính"). Names
are told from the action by vocabulary (``rules/tasks.toml``): a name starts with the word for a body, the
action with a verb. Without a body that leads there is no task.
"""

from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.normalize.dates import find_deadline
from vanban.normalize.model import Task
from vanban.normalize.sentences import sentences


class TaskRule(Rule, frozen=True, kw_only=True):
    """Words of one kind; see ``rules/tasks.toml``."""

    kind: Literal["body", "joined", "verb", "adverb", "noun"]


_OLD_TONES = {"óa": "oá", "òa": "oà", "ủy": "uỷ", "úy": "uý"}


@cache
def task_rules() -> tuple[tuple[TaskRule, regex.Pattern[str]], ...]:
    """The rules of ``rules/tasks.toml``; each pattern must match at the start of a name or an action."""
    rules = load("vanban.normalize", "tasks.toml", TaskRule)
    return tuple((rule, compiled(rf"\A(?:{_spelled(rule.pattern)})(?!\p{{L}})")) for rule in rules)


def _spelled(pattern: str) -> str:
    """A pattern that takes the tone on either vowel: "cụ thể hóa" and "cụ thể hoá"."""
    return regex.sub(r"óa|òa|ủy|úy", lambda found: f"(?:{found[0]}|{_OLD_TONES[found[0]]})", pattern)


def _either(kind: str) -> str:
    """All patterns of one kind, as a part of a pattern."""
    return "|".join(_spelled(rule.pattern) for rule, _ in task_rules() if rule.kind == kind)


_ORDER = compiled(
    r"(?:(?:Để|Nhằm|Nhận được)\s[^,;:.]{5,100},\s+)?(?:(?:Chủ tịch )?(?:UBND|HĐND|[ỦU][ỷy] ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)(?: (?:tỉnh|thành phố|huyện|quận|xã))? )?(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị|[Pp]hân công)(?: trách nhiệm)?(?: cho)?:?\s+(?=\p{Lu}|các |cơ sở |nhà thầu |chủ )"
    r"|(?:(?:Để|Nhằm)\s[^;]{5,300}?,\s+)?\p{Lu}[^,;:.]{2,80}\s(?:đề nghị|yêu cầu)\s+(?=[Qq]uý\s"
    r"|(?:(?:UBND|[ỦU][ỷy] ban nhân dân|Giám đốc|Thủ trưởng|Chủ tịch UBND) )?(?:các|cấp) )"
)
_LED_BY = compiled(
    r"[\s,:]*(?:là (?:cơ quan|đơn vị)(?=\s+(?:chủ trì|đầu mối|[Tt]hường trực))|làm (?:cơ quan )?(?:chủ trì|đầu mối)|(?:có|chịu) trách nhiệm(?! (?:và|về|trước|cá nhân))|có nhiệm vụ|phải(?= (?:\p{Ll}))(?! (?:là|có|được|bị|do)\s))[\s,:]*|:\s+(?=Chủ trì|Phối hợp)"
)
_LEADS = compiled(r"[Cc]hủ trì,?\s*(?:và\s+)?")
_WITH = compiled(r"(?:[Pp]hối hợp(?: chặt chẽ)?(?: (?:với|cùng))*|cùng(?: với)?)\s+")
_PERSONS = compiled(
    r"(?:[Cc]ác )?(?:[Ôô]ng|[Đđ]ồng chí)(?:,? (?:và )?\(?[Bb]à\)?)?\s*:?\s+(?=\p{Lu})"
)  # before offices
_ANYBODY = compiled(
    r"[Cc]ác (?:tổ chức|cá nhân|ông|bà)(?!\p{L})(?! (?:chính trị|đoàn thể))"
)  # what they do is no task
_ABOUT = compiled(r"(?:Về|Đối với)\s[^:.;]{3,150}:\s+(?=\p{Lu})")
# What is to be done by a day, or by what is decided, is a duty, whoever stands behind it; "Trong năm 2024, Sở X ..." tells.
_BY = compiled(
    r"(?:(?:Chậm nhất|Trước ngày|Trong (?:thời hạn|vòng))\s[^:;]{3,150}?|Định kỳ\s[^:;,]{3,40}|Căn cứ\s[^:;,]{3,60}),\s+"
)
_COLON = compiled(r":\s+(?=\p{Lu}?\p{Ll})")  # "Sở Tài chính: Bố trí kinh phí ..."
# "Đồng chí Trần Văn Khải - Chủ tịch UBND xã, Trưởng ban: ..." is one person.
_WITH_OFFICES = compiled(r"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)\s\p{Lu}[^,;:]{3,40}\s[-–]\s")
_NEXT_PERSON = compiled(r"\s*[,;]\s*(?:và\s+)?(?=(?:đồng chí|ông|bà)\s\p{Lu})")
_HEADING = compiled(
    r"^(?:(?:Trách nhiệm|Nhiệm vụ) (?:thực hiện )?(?:của|thuộc) |Đối với |Giao )?(?P<bodies>.+?)(?: có (?:trách nhiệm|nhiệm vụ)(?: (?:như )?sau)?)?\s*[:.]?$"
)
# Words that never stand in a name: the sentence tells or rules something, it gives no task.
_NO_NAME = compiled(
    r"(?<!\p{L})(?:được|đã|đang|nếu|khi|hầu hết|là|có thể|không|bị|của mình|giúp|ra|phải|quy định|luôn|tự|do|nơi|để"
    r"|thống nhất|trường hợp|thời điểm|chưa|theo|phát hành|tính toán|đề nghị|mà|thì|nhằm|vi phạm|cho|đến|chỉ(?! huy| đạo)"
    r"|kính|có (?:công văn|văn bản)|giữ|thảo luận|biểu quyết|làm việc|phụ trách|phân công|kết hợp|nhận xét|chịu sự|có (?:các )?(?:quyền|chức năng))(?!\p{L})"
    r"|\([^)]*$|^[^(]*\)"
)
_NO_DUTY = compiled(
    r"(?:(?:Khuyến khích|Đề nghị|Trên đây|Trong đó)(?!\p{L})|Việc\s[^.;]*\s(?:bao gồm|gồm|được)\s)"
)
# "Văn phòng Đoàn ĐBQH và HĐND tỉnh" is one office.
_ONE_OFFICE = (
    r"Văn phòng (?:(?:Đoàn [Đđ]ại biểu Quốc hội|Đoàn ĐBQH)(?: tỉnh)?(?:, (?:Hội đồng nhân dân|HĐND)(?: tỉnh)?)?"
    r"|(?:Hội đồng nhân dân|HĐND)(?: tỉnh)?)"
)
_HALF_OFFICE = r"Văn phòng (?:Đoàn [Đđ]ại biểu Quốc hội|Đoàn ĐBQH)(?: tỉnh)?(?=, (?:Hội đồng nhân dân|HĐND)(?: tỉnh)? và )"
# Behind the duty: what the document does, not what the body is to do.
_RULES = compiled(
    r"(?:(?:Các|Những|Mọi)\s(?:quy định|văn bản)|(?:Quyết định|Nghị quyết|Chỉ thị|Quy định|Quy chế|Thông tư)\snày)\s"
)
_OBLIGES = compiled(r"\s(?:có|chịu) trách nhiệm\s")
_IN_FORCE = compiled(r"có hiệu lực(?: thi hành)? (?:kể )?từ ngày")
_HEADS = "Chánh|[Gg]iám đốc|Chủ tịch|[Tt]hủ trưởng|Trưởng"
_LONGEST_NAME = 25  # words


class _Parts(NamedTuple):
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    action: str
    due: str = ""  # the words on the deadline that stand before the bodies


@cache
def _bodies() -> regex.Pattern[str]:
    """Where a name of a body starts."""
    return compiled(rf"(?:{_either('body')})(?!\p{{L}})")


@cache
def _joined() -> regex.Pattern[str]:
    """Where a name behind the first one starts."""
    return compiled(rf"(?:{_either('body')}|{_either('joined')})(?!\p{{L}})")


@cache
def _between() -> regex.Pattern[str]:
    """What parts two names: a comma, a semicolon or "và", only where another one starts.

    An office without what it is the head of goes on ("Giám đốc, Thủ trưởng các Sở").
    """
    body, joined = f"(?:{_either('body')})", f"(?:{_either('joined')})(?!\\p{{L}})"
    named = rf"(?={joined}|{body}(?:\s\p{{L}}|(?<=[Cc]ác [\p{{L}} ]{{2,20}})(?:[,;:\s]|\Z)))"
    whole = rf"(?<!(?:\A|[;,]\s|\svà\s)(?:{_HEADS}))"
    return compiled(
        rf"\s*;\s*(?:và\s+)?(?={joined}|{body}(?!\p{{L}}))|{whole}(?<!{_HALF_OFFICE})\s*,\s*(?:và\s+)?{named}"
        rf"|(?<!{_ONE_OFFICE})\s+(?:và|cùng)\s+{named}"
    )


@cache
def _verb() -> regex.Pattern[str]:
    """Where an action starts: a verb in lower case that is no part of a name ("Ban chỉ đạo")."""
    guard = rf"(?<!(?<!\p{{L}})(?:{_either('noun')})\s)"
    verb = rf"(?:{_either('verb')})(?!\p{{L}})"
    adverb = rf"(?:{_either('adverb')})(?!\p{{L}})"
    return compiled(
        rf"(?<!\p{{L}})(?:{adverb}|(?={verb}){guard}{verb})"
    )  # the guard is costly: only where a verb stands


def find_tasks(heading: str | None, text: str, at: str) -> list[Task]:
    """The tasks that one unit gives.

    Args:
        heading: the heading that the unit has or stands under, when it names bodies ("Sở Tài chính:").
        text: the unit's own text without its label, paragraphs parted by line breaks.
        at: the unit's id.

    Returns:
        One task a paragraph, and one more for each sentence with bodies of its own. ``action`` is what is
        to be done, as printed, closing punctuation cut; names are printed names.
    """
    owners = _heading_bodies(heading) if heading else ()
    tasks: list[Task] = []
    for paragraph in text.split("\n"):
        tasks += _paragraph_tasks(owners, paragraph.strip(), at)
    return tasks


def find_orders(text: str) -> list[Task]:
    """The tasks that text outside sections gives, as that of a letter; narrower, as most of it tells.

    Args:
        text: a paragraph.

    Returns:
        What is ordered ("Giao Sở X ...") or named a duty ("Các phường có trách nhiệm ...").
    """
    return [
        task
        for sentence in sentences(text)
        if _ORDER.match(sentence) or _OBLIGES.search(sentence)
        for task in _paragraph_tasks((), sentence, None)
    ]


def _paragraph_tasks(owners: tuple[str, ...], paragraph: str, at: str | None) -> list[Task]:
    found: list[_Parts] = []
    for sentence in _duties(paragraph) if not owners else sentences(paragraph):
        parts = _own_lead(sentence) or (None if found else _under_heading(owners, sentence))
        if parts:
            found.append(parts)
        elif _RULES.match(sentence):
            break
        elif found:
            found[-1] = found[-1]._replace(action=f"{found[-1].action} {sentence}")
    return [_task(parts, at) for parts in found]


def _duties(paragraph: str) -> list[str]:
    """The sentences of a paragraph from the first one that may give a task: it orders, or begins with a body.

    Behind other sentences only an order counts, or what follows the words on effect: a report tells of bodies too.
    """
    found = sentences(paragraph)
    for at, sentence in enumerate(found):
        opens = at == 0 or _IN_FORCE.search(found[at - 1])
        named = _joined() if _OBLIGES.search(sentence) or _assigned(sentence) else _bodies()
        start = len(_due(sentence)) or _addressed(sentence)
        if _ORDER.match(sentence) or (opens and named.match(sentence, start)):
            return found[at:]
    return []


def _task(parts: _Parts, at: str | None) -> Task:
    return Task(
        lead=parts.lead,
        partners=parts.partners,
        action=parts.action.rstrip(" ./;,-–"),
        deadline=find_deadline(parts.due) or find_deadline(parts.action),
        at=at,
    )


def _own_lead(sentence: str) -> _Parts | None:
    """Bodies at the start of a sentence (or behind "Giao"), then what they are to do."""
    if due := _due(sentence):
        parts = _own_lead(sentence[len(due) :])
        return parts and parts._replace(due=due)
    order = _ORDER.match(sentence)
    start = _addressed(sentence, order.end() if order else 0)
    duty = _LED_BY.search(sentence, start)
    colon = _assigned(sentence, start)
    opens = _joined() if order or duty or colon else _bodies()
    if not opens.match(sentence, start) or _ANYBODY.match(sentence, start):
        return None
    if colon:
        names = _split(sentence[start : colon.start()])
        return _duty(names, sentence[colon.end() :]) if names else None
    verb = _verb().search(sentence, start)
    if duty and (verb is None or duty.start() <= verb.start()):
        lead, action = sentence[start : duty.start()], sentence[duty.end() :]
    elif verb:
        lead, action = sentence[start : verb.start()], sentence[verb.start() :]
    else:
        return None
    names = _split(lead)
    return _duty(names, action) if names else None


def _assigned(sentence: str, start: int = 0) -> regex.Match[str] | None:
    """The colon between bodies or persons and what they are to do."""
    colons = _COLON.finditer(sentence, start)
    return next((colon for colon in colons if _verb().match(sentence.lower(), colon.end())), None)


def _due(sentence: str) -> str:
    """The words on the deadline that a sentence begins with, where a body stands behind them."""
    found = _BY.match(sentence)
    return found[0] if found and _bodies().match(sentence, found.end()) else ""


def _addressed(text: str, start: int = 0) -> int:
    """Where the first body begins behind "Các ông", or behind what it is about: "Về tiền thuê đất: ..."."""
    about = _ABOUT.match(text, start)
    start = about.end() if about else start
    found = _PERSONS.match(text, start)
    return found.end() if found and _bodies().match(text, found.end()) else start


def _under_heading(owners: tuple[str, ...], sentence: str) -> _Parts | None:
    """A sentence whose bodies stand in the heading; it must say that something is to be done."""
    if not owners or _NO_DUTY.match(sentence) or not _verb().search(sentence.lower()):
        return None
    return _duty(owners, sentence)


def _duty(lead: tuple[str, ...], words: str) -> _Parts | None:
    """Cut "chủ trì" and "phối hợp với ..." off the action."""
    rest = words[cue.end() :] if (cue := _LEADS.match(words)) else words
    partners: tuple[str, ...] = ()
    if cue := _WITH.match(rest):
        verb = _verb().search(rest, cue.end())
        partners = _split(rest[cue.end() : verb.start()]) if verb else ()
        if verb and partners:
            rest = rest[verb.start() :]
    return _Parts(lead, partners, rest) if rest.strip(" .;,/") else None


@lru_cache(maxsize=256)
def _heading_bodies(heading: str) -> tuple[str, ...]:
    """The bodies that a heading names; nothing when it says anything else."""
    match = _HEADING.match(heading)
    if match is None or _verb().search(match["bodies"]):
        return ()
    return _split(match["bodies"])


def _split(names: str) -> tuple[str, ...]:
    """The names in a list of bodies; nothing if one of them is no name of a body."""
    names = names.strip(" ,:;")
    if not names or _NO_NAME.search(names):
        return ()
    between = _NEXT_PERSON if _WITH_OFFICES.match(names) else _between()
    parts = tuple(part.strip(" ,:;") for part in between.split(names))
    good = all(_joined().match(part) and len(part.split()) <= _LONGEST_NAME for part in parts)
    return parts if good else ()
