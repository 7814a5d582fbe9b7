"""article_types: what kind of work a title in quotation marks is, by what stands behind it: of a journal, a magazine, a newspaper, a book, a site."""

import re
from typing import Any

# words that newspapers and agencies are called by
NEWSPAPER = re.compile(
    r"\b(?:Times|Post|News|Courier|Gazette|Herald|Tribune|Guardian|Telegraph|Chronicle|Mail|Press|Star|Daily|Today|Observer|Independent|Standard|Express|Mirror|Sun|Globe|Examiner"
    r"|Dispatch|Sentinel|Advertiser|Mercury|Argus|Enquirer|Inquirer|Bulletin|Patriot|Picayune|Courant|Intelligencer|Ledger|Advocate|Republican|Leader|Echo|Record|Register|Monde|Figaro|Libération|Humanité|Zeitung|Anzeiger|Nachrichten|Tageblatt|Spiegel|País|Mundo|Nación|Diario|Repubblica|Corriere|Stampa|Jornal|Folha"
    r"|Reuters|Agence\sFrance-Presse|AFP|Associated\sPress|BBC|CNN|Al\sJazeera|Xinhua|TASS|Interfax|Gazette\sdes\stribunaux)\b"
)
_MONTH_OF_YEAR = re.compile(
    r",\s(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:[–/-]\w+)?\s(?:1[89]|20)\d\d\b"
)
_PERIODICAL = re.compile(
    r"\b(?:Review|Magazine|Quarterly|Journal|Transactions|Proceedings|Archaeologia|Annals|Monthly|Bulletin|Zeitschrift|Revue|Archiv|Jahrbuch|Mitteilungen|Annales|Rivista|Revista|Tijdschrift)\b"
)


def type_of_article(item: dict[str, Any], inside: bool, day: bool, words: str) -> str:
    """The CSL type. ``inside``: whether it is said to stand in something; ``day``: whether a day is told; ``words``: the whole reference."""
    if (
        inside
        and "volume" not in item
        and ("editor" in item or "publisher" in item or "publisher-place" in item)
    ):
        return "chapter"
    if "number" in item:
        return "report"
    if day and NEWSPAPER.search(str(item.get("container-title", ""))):
        return "article-newspaper"
    if "container-title" in item and ("volume" in item or "issue" in item):
        return "article-journal"
    if "volume" in item and "URL" not in item and not inside:
        return "book"  # 'Bancroft, “History of the United States,” VIII, 110'
    if (
        day
        and ("container-title" in item or "literal" in (item.get("author") or [{}])[0])
        and "accessed" not in item
        and ("URL" not in item or "container-title" in item)
    ):
        return "article-newspaper"
    if "URL" in item:
        return "webpage"
    if inside and "container-title" in item:
        if _PERIODICAL.search(str(item["container-title"])):
            return "article-journal"
        return "article-newspaper" if day else "chapter"
    if "publisher" in item or "publisher-place" in item:
        return "chapter" if "container-title" in item else "book"
    if (
        "container-title" in item
        and _MONTH_OF_YEAR.search(words)
        and not _PERIODICAL.search(str(item["container-title"]))
    ):
        return "article-magazine"
    if "container-title" in item:
        return "article-journal" if re.search(r"\d", words) else "article"
    return "document"
