"""The game itself: the world, the theatre, orders, rules, governments, numbers and dice."""
