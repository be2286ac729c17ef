"""Words: phrases that can be translated, the languages and their catalogues, Markdown, sources."""
