"""Where things stand in a row: an entry as 58 numbers of 64 bits, all that comparing needs.

A row holds no name and no word of a name but for the places of the authors, which are empty in
what is stored: names must stay erasable.
"""

MOST_WORDS = 20  # of a title, the most telling
MOST_AUTHORS = 3
BINS = 256  # of the sketch of a description, four bits each
SKETCH_WORDS = BINS // 16

DIGEST = 0  # of the whole entry but its authors
TITLE = 1  # number of the title's words in their order
COUNTS = 2  # words of the title, runs of the description: 16 bits each
SLOTS = 3  # grades: 16 bits; subjects: 32; parts of the title: 16
AGES = 4  # a bit an age
NUMBERS = 5  # up to four, 16 bits each, rising
PLACE = 6  # 2: up to eight words of the workplace, 16 bits each, rising
UNIT = 8  # number of the unit that counts; 0: not known
REFS = 9  # up to two member numbers, 32 bits each
AUTHORS = 10  # 3 x 3: see names.py
SKETCH = AUTHORS + 3 * MOST_AUTHORS  # 16
WEIGHTS = SKETCH + SKETCH_WORDS  # 3: a byte a word of the title
WORDS = WEIGHTS + (MOST_WORDS + 7) // 8  # 20
ROW = WORDS + MOST_WORDS

KEYS = 26
KEY_BITS = 36  # the lowest says that the key is enough alone
LONE_KEYS = 5  # of them, the first: one that is shared is enough to compare
ENOUGH = 2  # keys that two must share to be compared; one that is enough alone counts as many
KEY_CAP = 64  # hosts of a key: its earliest holders, see meeting
LATE_CAP = 8  # of them, those that later holders meet
WEIGHT_STEPS = 200  # a weight 0..1 as a byte
