"""Signers and recipients: capacity codes, purposes."""

from functools import cache

import regex
from msgspec.structs import replace

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import key
from vanban.extract.draft import DraftRecipient, DraftSignature
from vanban.extract.vocabulary import capacity
from vanban.normalize import names, repairs
from vanban.normalize.model import Evidence, Recipient, Signature

_DOUBTFUL = 0.6  # confidence of a name that nobody bears
_REPAIRED = 0.9  # of the confidence: what was put right was read wrongly
_BRACKETED = compiled(r"\s*\((?P<inner>[^()]{1,60})\)$")


@cache
def _purposes() -> regex.Pattern[str]:
    rules = load("vanban.normalize", "purposes.toml", Rule)
    return compiled("|".join(f"(?:{rule.pattern})" for rule in rules))


def signature(draft: DraftSignature) -> Signature:
    """A signer with the codes of Decree 30/2020/NĐ-CP, Article 13: TM., KT., TL., TUQ., Q."""
    found = [capacity(text) for text in draft.capacities]
    name = draft.name
    if name and draft.span.origin == "ocr":
        name = names.person(name)
    return Signature(
        capacity=" / ".join(draft.capacities) or None,
        capacity_codes=tuple(one.code for one in found if one),
        position=draft.position,
        name=name,
        signed_at=draft.signed_at,
    )


def evidence(draft: DraftSignature, signer: Signature, where: Evidence) -> Evidence | None:
    """Where a recognised signer's name was read, how sure it is, and what was put right in it.

    Args:
        draft: as it was read.
        signer: what became of it.
        where: the evidence of the whole block.
    """
    if draft.name is None or signer.name is None or where.origin != "ocr":
        return None
    told = replace(where, text=draft.name)
    if names.is_doubtful(signer.name):
        told = replace(told, confidence=min(where.confidence, _DOUBTFUL))
    if signer.name != draft.name:
        told = replace(told, repaired=signer.name, confidence=round(_REPAIRED * told.confidence, 3))
    return told


def recipient_text(draft: DraftRecipient) -> str:
    """A recipient as read; of a recognised one with its province as that is written."""
    return repairs.placed(draft.span.text) if draft.span.origin == "ocr" else draft.span.text


def recipient_evidence(draft: DraftRecipient, where: Evidence) -> Evidence:
    """Where a recipient was read, and what was put right in it."""
    text = recipient_text(draft)
    if text == draft.span.text:
        return where
    return replace(where, repaired=text, confidence=round(_REPAIRED * where.confidence, 3))


def recipient(draft: DraftRecipient) -> Recipient:
    """A recipient; the purpose is what the brackets at the end say, if they say one."""
    text = recipient_text(draft)
    if draft.kind == "archive":
        return Recipient(text=text, kind="archive")
    bracket = _BRACKETED.search(text)
    if bracket and _purposes().search(key(bracket["inner"])):
        return Recipient(text=text, name=text[: bracket.start()], purpose=bracket["inner"].strip())
    return Recipient(text=text, name=text)
