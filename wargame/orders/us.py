"""What the United States may order, in the crisis and in war."""

from wargame.orders.declaration import Choice, Order

ORDERS = (
    Order(
        "us",
        "tariff",
        "crisis",
        "Tariff on Japan",
        "What tariff do we set on Japanese goods?",
        (
            Choice(
                "none",
                "No tariff",
                "Votes in the steel states",
                "Tokyo's trust recovers",
                "Nothing left to trade",
                0.0,
            ),
            Choice(
                "10", "10%", "Some votes at home", "Softer than today", "Tokyo still sees a penalty", 0.10
            ),
            Choice(
                "15",
                "15%",
                "Japanese trust, slowly",
                "The deal of July 2025 stands",
                "Trust wears down each quarter",
                0.15,
            ),
            Choice(
                "25",
                "25%",
                "Japanese trust, quickly",
                "Pressure for a better deal",
                "Bases may close when needed",
                0.25,
            ),
        ),
        default="15",
    ),
    Order(
        "us",
        "demand",
        "crisis",
        "Spending asked of Japan",
        "How much defence spending do we ask of Tokyo?",
        (
            Choice(
                "none",
                "No number",
                "Slower Japanese build-up",
                "No quarrel in the Diet",
                "Tokyo stays near 2%",
                0.0,
            ),
            Choice("2.5", "2.5% of GDP", "Some goodwill", "A number Tokyo can pass", "Late for 2027", 0.025),
            Choice(
                "3.5",
                "3.5% of GDP",
                "Goodwill; a cabinet under strain",
                "What the threat asks for",
                "Tokyo says no in public",
                0.035,
            ),
        ),
        default="none",
    ),
    Order(
        "us",
        "bargain",
        "crisis",
        "A bargain with Tokyo",
        "Do we offer Tokyo a bargain?",
        (
            Choice("none", "No offer", "Trust keeps eroding", "Tariff income stays", "Tokyo hedges"),
            Choice(
                "spending",
                "Relief for spending",
                "Tariff income",
                "Tokyo pays more for defence",
                "Breaking it later costs double",
            ),
            Choice(
                "pledge",
                "Relief for spending and a pledge",
                "Tariff income; a large ask",
                "A word on the bases",
                "Tokyo may decline",
                1.0,
            ),
        ),
        default="none",
        lever=False,
    ),
    Order(
        "us",
        "commitment",
        "crisis",
        "Commitment to Taiwan",
        "What do we say about defending Taiwan?",
        (
            Choice(
                "ambiguous",
                "Stay ambiguous",
                "Taipei and Tokyo wonder",
                "Room to manoeuvre",
                "Beijing may not believe us",
                0.0,
            ),
            Choice(
                "clear",
                "Say we will fight",
                "Beijing's anger",
                "Beijing lowers its odds",
                "We are held to it",
                1.0,
            ),
        ),
        default="ambiguous",
    ),
    Order(
        "us",
        "investment",
        "crisis",
        "Where the money goes",
        "What do we buy first for the Pacific?",
        (
            Choice(
                "munitions",
                "Anti-ship missiles",
                "Bases stay soft",
                "More ships sunk",
                "Arrive after two years",
            ),
            Choice(
                "resilience", "Harder bases", "Fewer missiles", "More aircraft survive", "Concrete takes time"
            ),
            Choice(
                "presence",
                "Forces forward",
                "Readiness elsewhere",
                "More aircraft on day one",
                "More aircraft under fire",
            ),
        ),
        default="munitions",
    ),
    Order(
        "us",
        "arms",
        "crisis",
        "Arms for Taiwan",
        "How fast do we arm Taiwan?",
        (
            Choice(
                "usual", "Usual pace", "Backlog stays", "No new quarrel", "Coastal missiles come late", 0.0
            ),
            Choice(
                "faster",
                "Faster",
                "Beijing's anger",
                "More coastal missiles",
                "Grey-zone pressure rises",
                1.0,
            ),
        ),
        default="usual",
    ),
    Order(
        "us",
        "intervene",
        "war",
        "Intervention",
        "Do we fight for Taiwan?",
        (
            Choice("no", "Stay out", "Allies' trust", "No American dies", "Taiwan alone", 0.0),
            Choice("supply", "Supplies only", "Time", "No direct war with China", "Too little", 1.0),
            Choice("fight", "Fight", "Carriers, aircraft, lives", "The fleet can be sunk", "Escalation", 2.0),
        ),
        default="fight",
        lever=False,
    ),
    Order(
        "us",
        "carriers",
        "war",
        "Carriers",
        "Where do the carriers operate?",
        (
            Choice(
                "forward",
                "Forward, off Okinawa",
                "Exposed to missiles",
                "More sorties at once",
                "Lost in the first week",
                1.0,
            ),
            Choice(
                "stand_off", "Stand off", "Fewer sorties", "Carriers survive", "Aircraft arrive late", 0.0
            ),
        ),
        default="forward",
    ),
    Order(
        "us",
        "missiles",
        "war",
        "Anti-ship missiles",
        "How fast do we spend the anti-ship missiles?",
        (
            Choice("surge", "Surge", "Empty in a week", "Fleet sunk early", "Nothing for a second wave", 1.0),
            Choice("husband", "Husband", "Ships get through", "Stock lasts", "Troops ashore by then", 0.5),
        ),
        default="surge",
    ),
    Order(
        "us",
        "mainland",
        "war",
        "Strikes on the mainland",
        "Do we strike ports and airfields in China?",
        (
            Choice("no", "No", "Ports keep loading", "Fewer steps to nuclear use", "Slower", 0.0),
            Choice(
                "yes", "Yes", "Stand-off missiles", "Fewer landings and sorties", "Nuclear escalation", 1.0
            ),
        ),
        default="no",
    ),
)
