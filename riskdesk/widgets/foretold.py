"""What an answer would do, in words: beside each option, and as the one line that says what moves the tier."""

from __future__ import annotations

from collections.abc import Sequence

from riskdesk.rules.pack import Pack
from riskdesk.rules.whatif import Effect
from riskdesk.widgets.wording import tenths_words, tier_label


def outcome_words(pack: Pack, effect: Effect) -> str:
    """Where an answer leaves the vendor: the residual, and the tier where it is another one than now."""
    if effect.residual_tenths is None:
        return "Unrated"
    tier = f" {tier_label(pack.tiers, effect.tier)}" if effect.moves else ""
    return tenths_words(effect.residual_tenths) + tier


def option_outcomes(pack: Pack, effects: Sequence[Effect]) -> dict[str, str]:
    """By option, an arrow and where it leaves the vendor, all of one width; nothing for an unrated vendor."""
    words = {effect.option: outcome_words(pack, effect) for effect in effects if effect.residual_tenths is not None}
    width = max((len(text) for text in words.values()), default=0)
    return {option: f" -> {text:<{width}}" for option, text in words.items()}


def mover_words(pack: Pack, effect: Effect) -> str:
    """One question answered at its best with proof, and where that leaves the vendor; names a cap that binds still."""
    held = f" (cap {', '.join(effect.binding)} holds)" if effect.binding and not effect.moves else ""
    return f"{effect.question} {effect.label}, with proof -> {outcome_words(pack, effect)}{held}"


def movers_line(pack: Pack, effects: Sequence[Effect], now_tenths: int | None) -> str:
    """The answer that would move the tier, else the one that lowers the residual most; "" where none helps."""
    moving = [effect for effect in effects if effect.moves]
    if moving:
        return "One answer moves the tier: " + mover_words(pack, moving[0])
    lower = [effect for effect in effects if _lowers(effect, now_tenths)]
    if lower:
        return "No one answer moves the tier; most helps " + mover_words(pack, lower[0])
    return "No one answer alone lowers the residual" if effects and now_tenths is not None else ""


def _lowers(effect: Effect, now_tenths: int | None) -> bool:
    return effect.residual_tenths is not None and now_tenths is not None and effect.residual_tenths < now_tenths
