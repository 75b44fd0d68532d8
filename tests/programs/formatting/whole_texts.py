# A text that stands alone and changes nothing is the result itself.


class Text(str):
    pass


class Shown:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text

    __repr__ = __str__


text = "abcdé"
other = Text("xyz")
for template, argument in (
    ("%s", text), ("%.5s", text), ("%.9s", text), ("%.4s", text), ("%5s", text), ("%6s", text), ("%-5s", text),
    ("%s", Shown(text)), ("%r", Shown(text)), ("%a", Shown(text)), ("%a", Shown("abc")), ("%s", other), ("%s", Shown(other)),
    ("%r", Shown(other)), ("%%", ()), ("%s%s", (text, "")), ("%s%s", ("", text)), ("x%s", ""), ("%s", (text,)),
    ("%(a)s", {"a": text}), ("%d", 5), (text, ()), (other, ()), (text, {}), ("%%s", ()), ("%5.4s", text),
):
    result = template % argument
    given = argument
    while not isinstance(given, (str, int)) and given:
        given = given["a"] if type(given) is dict else given[0] if type(given) is tuple else given.text
    print(template, result, type(result).__name__, result is given, result is template)
for template, argument in (
    ("{}", text), ("{:5}", text), ("{:<5}", text), ("{:.5}", text), ("{:.9}", text), ("{:6}", text), ("{:5.4}", text),
    ("{}{}", text), ("{!s}", text), ("{!r}", Shown(text)), ("{}", Shown(other)), (text, 1), (other, 1), ("{{", 1), ("{:{}}", text),
):
    result = template.format(argument, "")
    given = argument.text if isinstance(argument, Shown) else argument
    print(template, result, type(result).__name__, result is given, result is template)
print(format(text) is text, format(other) is other, format(text, "5") is text, format(other, "2") is other)
for text in "xy", other:
    try:
        print(format(text, "=1"))
    except ValueError as error:
        print(error)
for wrong in "{} {", "{}{0}", "{}}":
    try:
        print(wrong.format(text))
    except ValueError as error:
        print(error)
try:
    print("%s" % ("a", "b"))
except TypeError as error:
    print(error)
