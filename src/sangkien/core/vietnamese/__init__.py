"""What Vietnamese is made of: syllables, old fonts, keystrokes, short forms, stock phrases."""
