"""stub"""


def arguments(parser):
    pass
