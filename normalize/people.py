"""Signers and recipients: capacity codes, purposes."""

from functools import cache

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import key
from vanban.extract.draft import DraftRecipient, DraftSignature
from vanban.extract.vocabulary import capacity
from vanban.normalize.model import Recipient, Signature

_BRACKETED = compiled(r"\s*\((?P<inner>[^()]{1,60})\)$")


@cache
def _purposes() -> regex.Pattern[str]:
    rules = load("vanban.normalize", "purposes.toml", Rule)
    return compiled("|".join(f"(?:{rule.pattern})" for rule in rules))


def signature(draft: DraftSignature) -> Signature:
    """A signer with the codes of Decree 30/2020/NĐ-CP, Article 13: TM., KT., TL., TUQ., Q."""
    found = [capacity(text) for text in draft.capacities]
    return Signature(
        capacity=" / ".join(draft.capacities) or None,
        capacity_codes=tuple(one.code for one in found if one),
        position=draft.position,
        name=draft.name,
        signed_at=draft.signed_at,
    )


def recipient(draft: DraftRecipient) -> Recipient:
    """A recipient; the purpose is what the brackets at the end say, if they say one."""
    text = draft.span.text
    if draft.kind == "archive":
        return Recipient(text=text, kind="archive")
    bracket = _BRACKETED.search(text)
    if bracket and _purposes().search(key(bracket["inner"])):
        return Recipient(text=text, name=text[: bracket.start()], purpose=bracket["inner"].strip())
    return Recipient(text=text, name=text)
