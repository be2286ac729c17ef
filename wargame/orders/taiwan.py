"""What Taiwan may order, in the crisis and in war."""

from wargame.orders.declaration import Choice, Order

ORDERS = (
    Order(
        "taiwan",
        "spending",
        "crisis",
        "Defence spending",
        "How much do we spend on defence?",
        (
            Choice("2.5", "2.5% of GDP", "Readiness", "Calm at home", "Too little, too late", 0.025),
            Choice(
                "3.5",
                "3.5% of GDP",
                "A fight in parliament",
                "More of everything",
                "Arrives after 2027",
                0.035,
            ),
            Choice(
                "5.0",
                "5.0% of GDP",
                "Deep cuts elsewhere",
                "A serious build-up",
                "The public may tire",
                0.050,
            ),
        ),
        default="2.5",
        lever=False,
    ),
    Order(
        "taiwan",
        "asymmetry",
        "crisis",
        "What we buy",
        "What do we buy with it?",
        (
            Choice(
                "conventional",
                "Jets and ships",
                "Coastal missiles",
                "Answers grey-zone flights",
                "Lost in the first days",
                0.2,
            ),
            Choice(
                "balanced",
                "Some of both",
                "A little of each",
                "No quarrel with the services",
                "No strength anywhere",
                0.5,
            ),
            Choice(
                "asymmetric",
                "Coastal missiles and mines",
                "Jets and ships",
                "Sinks landing ships",
                "Nothing to meet patrols with",
                0.8,
            ),
        ),
        default="balanced",
    ),
    Order(
        "taiwan",
        "reserves",
        "crisis",
        "The reserves",
        "Do we reform the reserves?",
        (
            Choice(
                "as_now",
                "As now",
                "Half-trained battalions",
                "No quarrel",
                "Reserves fight at half value",
                0.0,
            ),
            Choice("reform", "Train them", "Longer call-up, votes", "Reserves fight better", "Takes years", 1.0),
        ),
        default="as_now",
    ),
    Order(
        "taiwan",
        "coastal",
        "war",
        "Coastal missiles",
        "When do the coastal missiles fire?",
        (
            Choice("early", "At once", "Stock gone early", "First wave is hit", "Decoys absorb some", 1.0),
            Choice(
                "hold",
                "Hold some back",
                "First wave lands",
                "Later waves are hit",
                "Launchers are found",
                0.5,
            ),
        ),
        default="early",
    ),
    Order(
        "taiwan",
        "defence",
        "war",
        "Ground defence",
        "Where does the army fight?",
        (
            Choice("beaches", "At the beaches", "Exposed to ship guns", "Landing is thinned", "No reserve", 1.0),
            Choice("depth", "In depth", "Ground near the coast", "Army survives longer", "A port may fall", 0.0),
        ),
        default="beaches",
        lever=False,
    ),
)
