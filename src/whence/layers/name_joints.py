"""name_joints: the words over which an English name goes on, or before which it begins: hyphened ones, epithets, owned places, numbers of chapters."""

import re

JOINING_HYPHENED = frozenset(
    "sub upon on by in super under next le la sur en".split()
)  # 'Kingsmere-sub-Hill'
# what a king or a saint is called behind his name, over 'the'
EPITHETS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth great elder younger conqueror bald pious bold terrible confessor fat short magnificent "
    "lame simple good wise stammerer fair red black white cruel apostate blind catholic devout evangelist baptist apostle theologian unready peaceful just "
    "lion lionheart navigator".split()
)
# what belongs to the name of its owner where both have a capital: 'Land's End', 'Hudson's Bay'
OWNED_PLACES = frozenset(
    "bay cross park court college end green point hospital inn head square lane road street island islands bridge church cathedral hall hill landing mill "
    "mills creek ferry drift gate town land field fields wood woods wharf row yard chapel abbey school lock corner rock rocks peak pass bank alley close well wells".split()
)
HEADINGS = frozenset("chapter book part canto act scene section letter volume vol".split())
HEADED = re.compile(
    r"[IVXLC]+\.?|\d+|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|One|Two|Three|Four|Five|Six|The|In|Of"
)
ELIDED = re.compile(r"[dl]['’][A-Z]")  # 'Pagan d'Urbervil'
