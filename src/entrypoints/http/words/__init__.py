"""What the pages say: one file a language, all with the same keys."""

from domain.language import Language
from entrypoints.http.words.english import ENGLISH
from entrypoints.http.words.german import GERMAN
from entrypoints.http.words.model import Explanation, Fault, Words

__all__ = ["ENGLISH", "GERMAN", "WORDS", "Explanation", "Fault", "Words"]

WORDS = {Language.ENGLISH: ENGLISH, Language.GERMAN: GERMAN}
