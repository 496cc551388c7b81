"""Notices a message that is not in English, so that it is not read as if it were.

By the small words of six languages and by script: gift wishes are a few words long and full of names and borrowed
words ("a piñata for my niece", "oma's birthday"), on which statistical detectors do worse than small words do.
"""

from __future__ import annotations

import re
import unicodedata

from bot.nlu.normalize import normalize

OTHER = "other"

# Small words and the words of a gift wish; none of them is a usual word of English.
_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "es": "hola buenos buenas dias días tardes noches gracias por favor para mi mis una unos unas el los las de del que qué quiero "
        "quisiera busco necesito regalo regalos mamá mama papá esposa esposo hermana hermano abuela abuelo hija hijo amiga amigo años "
        "cumpleaños navidad puedes puede ayudarme ayuda cuánto cuanto cuesta tiene tienen donde dónde está esta estás soy es muy "
        "entiendo ingles inglés hablo español habla hablas barato más mas menos niña niño novia novio adiós con como cómo no sí pero hasta mañana",
        "fr": "bonjour salut bonsoir merci s'il vous plaît plait svp pour ma mon mes une un des les le la du et est je j'ai cherche "
        "voudrais veux besoin cadeau cadeaux mère mere père pere femme mari soeur sœur frère frere fille fils grand-mère ami amie ans "
        "anniversaire noël noel pouvez peux m'aider aidez aide combien coûte coute où avez êtes suis très tres français francais comprends anglais ne oui "
        "parlez parles moins cher plus au revoir avec qui que quoi comment pas oui ça ca moi quelque chose enfant",
        "de": "hallo guten tag morgen danke bitte für fuer meine meinen meiner mein ein eine einen einem der das und ist ich suche "
        "möchte moechte brauche will geschenk geschenke mutter mama vater frau mann schwester bruder tochter sohn oma opa freund "
        "freundin jahre alt geburtstag weihnachten können koennen kannst mir helfen hilfe wie viel kostet wo haben habt sie sind bin "
        "nicht kein vielen dank verstehe deutsch sprechen sprichst billiger günstiger mit was wer und auf wiedersehen tschüss kind nach etwas",
        "it": "capisco buongiorno buonasera grazie per favore mia mio mie miei una uno un il lo gli della del di che è sono cerco vorrei "
        "voglio bisogno regalo regali mamma madre padre papà moglie marito sorella fratello figlia figlio nonna nonno amica amico anni "
        "compleanno natale puoi può aiutarmi aiuto quanto costa dove avete siete molto capisco non italiano inglese parli parlate più meno arrivederci con "
        "come non sì cosa qualcosa bambino bambina",
        "pt": "entendo olá ola oi bom dia boa tarde noite obrigado obrigada por favor para minha meu minhas uma um os as da do que é estou "
        "procuro procurando quero gostaria preciso presente presentes mãe mae pai esposa marido irmã irmão filha filho avó avô amiga "
        "amigo anos aniversário natal pode vocês você voce entregam no na ajudar ajuda quanto custa onde têm tem muito entendo inglês ingles português fala mais menos barato "
        "tchau com como não nao sim criança",
        "nl": "hallo goedemorgen goedendag goedenavond bedankt dank alsjeblieft alstublieft voor mijn een het de en is ik zoek wil graag "
        "nodig cadeau cadeautje cadeaus moeder mama vader vrouw man zus broer dochter zoon oma opa vriend vriendin jaar oud verjaardag "
        "kerst kerstmis kunt kun je jij me helpen hulp hoeveel kost waar hebben hebt jullie bent ben niet nederlands spreek spreekt "
        "goedkoper met wat wie doei tot ziens kind iets",
    }.items()
}  # fmt: skip
# Enough by themselves, for messages of one or two words.
_TELLING: dict[str, str] = {
    word: language
    for language, words in {
        "es": "hola entiendo gracias regalo regalos buenos buenas quiero necesito busco español adiós cumpleaños cuánto dónde",
        "fr": "bonjour bonsoir merci cadeau cadeaux comprends oui cherche voudrais svp français anniversaire s'il",
        "de": "danke vielen ich nicht verstehe bitte geschenk geschenke suche möchte brauche deutsch tschüss geburtstag weihnachten guten",
        "it": "capisco buongiorno buonasera grazie regali cerco vorrei voglio compleanno arrivederci italiano",
        "pt": "entendo olá obrigado obrigada preciso procuro vocês você voce tchau aniversário português",
        "nl": "goedemorgen goedendag goedenavond bedankt alsjeblieft alstublieft cadeautje zoek verjaardag nederlands doei",
    }.items()
    for word in words.split()
}
# Words of English that a foreign message does not hold, and those that several languages share.
_ENGLISH = frozenset(
    "the a an and or of for to my your his her their is are was i im i'm you he she they it we who what which how when "
    "with without loves love likes like into need want looking gift gifts present presents idea ideas please thanks thank hello hi "
    "hey year years old under about around something anything someone show me not but from this that these those have has had do does "
    "did can could would will should on at by so more less too very get find help birthday christmas dollars bucks pounds budget".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ASKED_FOR = re.compile(
    r"^\W*(?:do you |can you |can we |could you |does this (?:bot|chat) )?(?:speak|talk|understand|parlez|habla|sprechen)\b.{0,20}\b"
    r"(?P<language>spanish|french|german|italian|portuguese|dutch|chinese|arabic|hindi|polish|russian|japanese|turkish|español|français|deutsch)\b"
)
_NAMES = {
    "spanish": "es", "español": "es", "french": "fr", "français": "fr", "german": "de", "deutsch": "de",
    "italian": "it", "portuguese": "pt", "dutch": "nl",
}  # fmt: skip


def foreign_language(text: str) -> str | None:
    """The language of a message that is not in English, None for English and wherever there is doubt.

    "es", "fr", "de", "it", "pt", "nl", or "other" for a script that English is not written in. Also the language that
    somebody asks us to speak ("do you speak Spanish?").
    """
    plain = normalize(text)
    if asked := _ASKED_FOR.search(plain):
        return _NAMES.get(asked["language"], OTHER)
    if _mostly_other_script(plain):
        return OTHER
    words = list(dict.fromkeys(_WORD.findall(plain)))
    scores = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    best = max(scores, key=lambda language: (scores[language], sum(_TELLING.get(w) == language for w in words)))
    english = sum(word in _ENGLISH and word not in _WORDS[best] for word in words)
    telling = any(_TELLING.get(word) == best for word in words)
    if english or not scores[best]:
        return best if scores[best] >= 4 and scores[best] > 2 * english and telling else None
    if telling and len(words) <= 2:
        return best
    enough = scores[best] >= max(2, len(words) * 0.4)
    return best if enough and (telling or scores[best] >= 3) else None


def _mostly_other_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    strange = sum(not unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return strange > len(letters) / 2
