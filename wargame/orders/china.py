"""What China may order, in the crisis and in war."""

from wargame.orders.declaration import Choice, Order

ORDERS = (
    Order(
        "china",
        "pressure",
        "crisis",
        "Pressure on Taiwan",
        "How hard do we press Taiwan?",
        (
            Choice("low", "Low", "Taipei drifts away", "Calm with Tokyo", "Looks like weakness", 0.0),
            Choice(
                "grey_zone",
                "Grey zone",
                "Japanese threat perception",
                "Taiwan tires",
                "Rallies Taiwan's friends",
                1.0,
            ),
            Choice(
                "quarantine",
                "Quarantine",
                "Trade; world opinion",
                "Empties Taiwan's gas tanks",
                "May start the war early",
                2.0,
            ),
        ),
        default="grey_zone",
    ),
    Order(
        "china",
        "coercion",
        "crisis",
        "Coercion of Japan",
        "How do we press Tokyo?",
        (
            Choice("none", "None", "Tokyo feels free", "Trade goes on", "Tokyo sides with Washington", 0.0),
            Choice(
                "trade", "Trade bans", "Our exporters", "Tokyo counts the cost", "May rally the public", 1.0
            ),
            Choice(
                "military",
                "Military pressure",
                "World opinion",
                "Okinawa is afraid",
                "Japan arms faster",
                2.0,
            ),
        ),
        default="none",
    ),
    Order(
        "china",
        "build",
        "crisis",
        "Build-up",
        "What does the build-up favour?",
        (
            Choice("lift", "Landing ships", "Fewer missiles", "More troops a day", "Easy to see from space"),
            Choice("missiles", "Missiles", "Fewer landing ships", "More bases shut", "Fewer troops a day"),
        ),
        default="lift",
    ),
    Order(
        "china",
        "go",
        "crisis",
        "The decision",
        "Do we wait, blockade or invade?",
        (
            Choice("wait", "Wait", "The 2027 goal slips", "Odds may improve", "The balance may turn", 0.0),
            Choice(
                "blockade", "Blockade", "Trade and sanctions", "Taiwan without gas", "Convoys, then war", 1.0
            ),
            Choice("invade", "Invade", "The economy; perhaps the party", "Taiwan", "The fleet is lost", 2.0),
        ),
        default="wait",
        lever=False,
    ),
    Order(
        "china",
        "strike",
        "war",
        "Strikes on Japan",
        "Do we strike Japan?",
        (
            Choice(
                "spare",
                "Spare Japan",
                "US fighters fly from Okinawa",
                "Japan may stay out",
                "Sorties go on untouched",
                0.0,
            ),
            Choice(
                "us_bases",
                "US bases in Japan",
                "Japan turns against us",
                "US aircraft die parked",
                "Japan joins",
                1.0,
            ),
            Choice(
                "all_bases",
                "All bases in Japan",
                "Japan at war with us",
                "SDF aircraft die too",
                "A longer war",
                2.0,
            ),
        ),
        default="us_bases",
        lever=False,
    ),
    Order(
        "china",
        "landing",
        "war",
        "The landing",
        "Do we keep landing troops?",
        (
            Choice("commit", "Commit", "Landing ships", "More battalions ashore", "The fleet is lost", 1.0),
            Choice(
                "hold",
                "Hold back",
                "Those ashore go hungry",
                "The fleet survives",
                "The landing withers",
                0.25,
            ),
        ),
        default="commit",
    ),
    Order(
        "china",
        "end",
        "war",
        "How far",
        "Do we continue, offer a ceasefire, or escalate?",
        (
            Choice("continue", "Continue", "Losses", "The landing goes on", "Defeat", 0.0),
            Choice("ceasefire", "Offer a ceasefire", "Face", "Ends the losses", "Less than we came for", 1.0),
            Choice(
                "escalate",
                "Signal nuclear use",
                "World opinion",
                "Washington may stop",
                "It may be used",
                2.0,
            ),
        ),
        default="continue",
    ),
)
