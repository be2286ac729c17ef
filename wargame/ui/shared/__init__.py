"""What several pages have in common: the session, panels, clicks, the top bar."""
