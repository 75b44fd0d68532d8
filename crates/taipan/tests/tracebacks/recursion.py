def one(n):
    if n:
        return one(n - 1)
    raise ValueError(n)

def two(n):
    if n == 0:
        one(6)
    three(n - 1)

def three(n):
    two(n)

two(3)
