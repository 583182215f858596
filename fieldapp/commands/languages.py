"""The language a person reads."""

from typing import Literal

from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import STRICT
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.persistence.tables import Person


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChooseLanguage(Command):
    """Pages of this person are made in it from now on."""

    permission = "profile.write"

    language: Literal["zh", "en"]


@handles(ChooseLanguage)
def choose_language(command: ChooseLanguage, context: HandlerContext) -> None:
    """Remember it with the person."""
    context.session.get_one(Person, context.actor.person_id).language = command.language
