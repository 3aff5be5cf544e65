"""A package that prints, and finds no terminal."""

print("a library prints")


def initialize(*path, **options):
    print("and again")
    return False


def last_error():
    return (-10003, "IPC initialize failed")
