"""The game in a browser: pages and components, values in and callbacks out."""
