"""The package of the demonstration: a cycle of women's meetings, in our own words, after the published trials."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Described:
    """An element of the demonstration's package."""

    code: str
    kind: str
    names: dict[str, str]
    descriptions: dict[str, str]
    rationale: str = ""
    limits: str = ""
    evidence: str = ""
    items: tuple[str, ...] = ()
    own_items: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    nature: str = "process"


LISTEN, CYCLE, CARDS, CHOOSE, PLAN, VILLAGE, LOOK_BACK, NEW = (
    "Listen more than you speak", "The cycle from beginning to end", "Tell a story with the cards",
    "Let the group choose", "From a problem to a plan", "Win the whole village", "Look back, then go on",
    "Find those who are not there",
)  # fmt: skip
SESSIONS: tuple[tuple[str, int, int, str, tuple[str, ...]], ...] = (
    (LISTEN, 120, 12, "Chairs in a circle, a stone to pass round", ("trainer",)),
    (CYCLE, 180, 12, "Manual, poster of the ten meetings", ("trainer", "guide")),
    (CARDS, 180, 12, "Picture cards, two stories", ("trainer",)),
    (CHOOSE, 150, 12, "Picture cards, beans for voting", ("trainer", "meeting4")),
    (PLAN, 180, 12, "Picture ledger", ("trainer",)),
    (VILLAGE, 120, 24, "Drum, poster, a song", ("trainer", "radio")),
    (LOOK_BACK, 120, 12, "Picture ledger of a real group", ("trainer",)),
    (NEW, 90, 12, "Map of the village, drawn on the ground", ("trainer",)),
)

ELEMENTS: tuple[Described, ...] = (
    Described(
        "cycle", "core",
        {"en": "A cycle of ten meetings", "fr": "Un cycle de dix réunions", "ar": "دورة من عشرة اجتماعات"},
        {
            "en": "The same women meet ten times in four phases, led by one facilitator: name the problems, choose what"
            " to do, do it, look back.",
            "fr": "Les mêmes femmes se réunissent dix fois, en quatre phases : nommer les problèmes, choisir que faire,"
            " le faire, regarder en arrière.",
            "ar": "تلتقي النساء أنفسهن عشر مرات في أربع مراحل: تسمية المشكلات، واختيار ما يُفعل، وفعله،"
            " والنظر إلى الوراء.",
        },
        "One talk changes nothing. Trust, and the courage to do otherwise than the elders, grew only over months;"
        " groups that stopped after the second phase did nothing.",
        evidence="Five trials in rural places used 10 to 33 meetings; effects came in the second year.",
        items=("1", "9"), sessions=(CYCLE,),
        documents=("guide", "trainer"),
    ),
    Described(
        "facilitator", "core",
        {"en": "A woman of the area facilitates", "fr": "Une femme de la région anime", "ar": "امرأة من المنطقة تُيسّر"},
        {
            "en": "She speaks the language, is known, and is no nurse. She asks; she does not teach.",
            "fr": "Elle parle la langue, elle est connue, elle n’est pas infirmière."
            " Elle questionne ; elle n’enseigne pas.",
            "ar": "تتكلم اللغة، وهي معروفة، وليست ممرضة. تسأل ولا تُعلّم.",
        },
        "Where nurses led, women listened and went home. Where one of them asked, they spoke.",
        evidence="Pilot, 220 sessions watched: where the facilitator spoke most of the time, no action followed.",
        items=("5", "6"), sessions=(LISTEN,),
        documents=("guide", "trainer"),
    ),
    Described(
        "choose", "core",
        {"en": "The women choose the problem", "fr": "Les femmes choisissent le problème",
         "ar": "النساء يخترن المشكلة"},
        {
            "en": "With cards and beans, each woman votes; the group works on the three problems with most beans.",
            "fr": "Avec des cartes et des haricots, chaque femme vote ; le groupe travaille sur les trois problèmes"
            " qui ont le plus de haricots.",
            "ar": "بالبطاقات وحبات الفول تصوّت كل امرأة؛ وتعمل المجموعة على المشكلات الثلاث ذات الحبات الأكثر.",
        },
        "A problem named by others is others’ problem. Groups that chose carried out twice as many of their plans.",
        items=("2", "8"), sessions=(CHOOSE,),
        documents=("guide", "meeting4"),
    ),
    Described(
        "decide", "core",
        {"en": "A plan with names and days", "fr": "Un plan avec des noms et des jours", "ar": "خطة بأسماء وأيام"},
        {
            "en": "Each decision says who does it by when, and is drawn in the group’s picture ledger.",
            "fr": "Chaque décision dit qui la fait et quand, et se dessine dans le registre d’images du groupe.",
            "ar": "كل قرار يقول من يفعله ومتى، ويُرسم في سجل صور المجموعة.",
        },
        "Good wishes were forgotten by the next meeting; a drawn plan was asked for.",
        items=("12",), sessions=(PLAN,),
        documents=("guide",),
    ),
    Described(
        "village", "core",
        {"en": "The whole village is won", "fr": "Tout le village est gagné", "ar": "كسب القرية كلها"},
        {
            "en": "After the fourth meeting the group shows its plan to the whole village, men and elders among them.",
            "fr": "Après la quatrième réunion, le groupe montre son plan à tout le village, hommes et anciens compris.",
            "ar": "بعد الاجتماع الرابع تعرض المجموعة خطتها على القرية كلها، ومنها الرجال والشيوخ.",
        },
        "Husbands and mothers-in-law decide about money and the way to the clinic. Plans kept from them failed.",
        own_items=("The plan was shown to men and elders, and they answered.",), sessions=(VILLAGE,),
        documents=("guide", "trainer"),
    ),
    Described(
        "review", "core",
        {"en": "Looking back before going on", "fr": "Regarder en arrière avant d’avancer",
         "ar": "النظر إلى الوراء قبل المضي"},
        {
            "en": "Every meeting begins with what was decided last time; the last two meetings judge the whole cycle.",
            "fr": "Chaque réunion commence par ce qui fut décidé ; les deux dernières jugent le cycle entier.",
            "ar": "يبدأ كل اجتماع بما تقرر في المرة السابقة؛ ويحكم الاجتماعان الأخيران على الدورة كلها.",
        },
        "Without it a group does not learn from what failed, and stops when the facilitator goes.",
        items=("11",), sessions=(LOOK_BACK,),
        documents=("guide",),
    ),
    Described(
        "poorest", "core",
        {"en": "The poorest and youngest are fetched", "fr": "On va chercher les plus pauvres et les plus jeunes",
         "ar": "استدعاء الأفقر والأصغر"},
        {
            "en": "The group draws its village on the ground, sees which houses are missing, and goes there.",
            "fr": "Le groupe dessine son village au sol, voit quelles maisons manquent, et y va.",
            "ar": "ترسم المجموعة قريتها على الأرض، وترى البيوت الغائبة، وتذهب إليها.",
        },
        "Most newborns die in the houses that never come. Without this step the groups grew richer every month.",
        items=("7", "10"), sessions=(NEW,),
        documents=("guide", "trainer"),
    ),
    Described(
        "dose", "core",
        {"en": "Three in ten pregnant women take part", "fr": "Trois femmes enceintes sur dix participent",
         "ar": "ثلاث من كل عشر حوامل يشاركن"},
        {
            "en": "A new group is begun until at least three in ten pregnant women of the area come.",
            "fr": "On ouvre de nouveaux groupes jusqu’à ce que trois femmes enceintes sur dix au moins viennent.",
            "ar": "تُفتح مجموعات جديدة حتى تأتي ثلاث على الأقل من كل عشر حوامل في المنطقة.",
        },
        "In the trials below that share nothing changed.",
        evidence="Pooled trials: the more pregnant women took part, the larger the effect (dose-response).",
        items=("10",), sessions=(CYCLE,),
        documents=("trainer",),
    ),
    Described(
        "watched", "core",
        {"en": "A supervisor watches each month", "fr": "Une superviseuse observe chaque mois",
         "ar": "مشرفة تراقب كل شهر"},
        {
            "en": "She sits at the edge, fills in the twelve questions, and talks them over with her alone.",
            "fr": "Elle s’assoit en retrait, remplit les douze questions, puis en parle seule à seule.",
            "ar": "تجلس على الطرف، وتجيب عن الأسئلة الاثني عشر، ثم تتحدث فيها مع الميسِّرة وحدها.",
        },
        "Where nobody watched, facilitators began to teach again after four months.",
        own_items=("The last watched session was talked over within a week.",),
        documents=("supervision",),
    ),
    Described(
        "rhythm", "adaptable",
        {"en": "How often the group meets", "fr": "Le rythme des réunions", "ar": "وتيرة الاجتماعات"},
        {"en": "Once a month as a rule.", "fr": "Une fois par mois en règle générale.", "ar": "مرة في الشهر عادة."},
        limits="Every two to six weeks; never all ten meetings in less than five months. The group decides.",
        items=("9",), sessions=(CYCLE,),
        documents=("guide",),
    ),
    Described(
        "cards", "adaptable",
        {"en": "Cards and stories", "fr": "Cartes et récits", "ar": "البطاقات والحكايات"},
        {"en": "Forty picture cards and two stories of a mother.", "fr": "Quarante cartes-images et deux récits.",
         "ar": "أربعون بطاقة مصوّرة وحكايتان."},
        limits="Faces, clothes, houses and names as in the area; what happens in the stories stays.",
        items=("4",), sessions=(CARDS,),
        documents=("guide", "poster"),
    ),
    Described(
        "place", "adaptable",
        {"en": "Where and when they sit", "fr": "Lieu et heure", "ar": "المكان والوقت"},
        {"en": "Under a tree, in a school, after the market.", "fr": "Sous un arbre, à l’école, après le marché.",
         "ar": "تحت شجرة، في مدرسة، بعد السوق."},
    ),
    Described(
        "fund", "optional",
        {"en": "A fund for the way to the clinic", "fr": "Une caisse pour aller au centre de santé",
         "ar": "صندوق للطريق إلى العيادة"},
        {"en": "Half of the pilot’s groups made one.", "fr": "La moitié des groupes du pilote en ont créé une.",
         "ar": "أنشأت نصف مجموعات التجربة صندوقًا."},
        rationale="It came out of the groups’ own plans. Given from outside, it was empty within a year.",
        nature="result",
        documents=("guide",),
    ),
    Described(
        "radio", "optional",
        {"en": "Songs of the groups on the radio", "fr": "Les chants des groupes à la radio",
         "ar": "أغاني المجموعات في الإذاعة"},
        {"en": "Ten minutes on market days.", "fr": "Dix minutes les jours de marché.", "ar": "عشر دقائق أيام السوق."},
        documents=("radio",),
    ),
)  # fmt: skip
