# SPDX-License-Identifier: ISC
"""C source as limits.py needs it: tokens, functions, and what stands at file scope.

This is no parser of C. It knows comments, literals, directives and brackets, and takes
the layout of our own code for granted: a function is a '{' after a ')' outside of all
braces.
"""

import re
from collections import namedtuple

Token = namedtuple("Token", "text line")
Function = namedtuple("Function", "name line lines parameters nesting complexity body")

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<directive>^[ \t]*\#(?:/\*.*?\*/|\\\n|[^\n])*)
      | (?P<string>(?:L|u8|u|U)?"(?:\\.|[^"\\\n])*")
      | (?P<char>'(?:\\.|[^'\\\n])+')
      | (?P<word>[A-Za-z_]\w*)
      | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
      | (?P<op>&&|\|\||->|\+\+|--|<<=?|>>=?|[-+*/%&|^!=<>]=|\.\.\.|\S)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
CONTROL = {"if", "for", "while", "switch", "do", "else"}
OPENING = {"(": ")", "[": "]", "{": "}"}
DECISIONS = {"if", "for", "while", "case", "&&", "||", "?"}


def tokens_of(text):
    """All tokens but comments and directives; a literal's text is \"\" or ''."""
    tokens, line, at = [], 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        kind = match.lastgroup
        if kind == "string":
            tokens.append(Token('""', line))
        elif kind == "char":
            tokens.append(Token("''", line))
        elif kind not in ("comment", "directive"):
            tokens.append(Token(match.group(), line))
    return tokens


def partner(tokens, at):
    """The index of the bracket that closes the one at index at."""
    depth = 0
    for i in range(at, len(tokens)):
        if tokens[i].text in OPENING:
            depth += 1
        elif tokens[i].text in OPENING.values():
            depth -= 1
        if depth == 0:
            return i
    raise ValueError(f"line {tokens[at].line}: {tokens[at].text} is never closed")


class Nesting:
    """The deepest block in a function's body. A body without braces is a block only if
    it holds a statement that has one itself."""

    def __init__(self, tokens, first, last):
        self.tokens, self.deepest = tokens, 0
        self.block(first + 1, last, 0)

    def text(self, i):
        return self.tokens[i].text

    def block(self, i, last, depth):
        while i < last:
            i = self.statement(i, depth)

    def statement(self, i, depth):
        """Returns the index behind the statement."""
        text = self.text(i)
        if text == "{":
            return self.braces(i, depth)
        if text in ("case", "default"):
            return self.behind(i, ":")
        if text not in CONTROL:
            return self.behind(i, ";")
        i += 1
        if text in ("if", "for", "while", "switch"):
            i = partner(self.tokens, i) + 1
        if text == "else" and self.text(i) == "if":
            return self.statement(i, depth)
        i = self.body(i, depth)
        return self.behind(i, ";") if text == "do" else i

    def body(self, i, depth):
        if self.text(i) == "{":
            return self.braces(i, depth + 1)
        if self.text(i) in CONTROL:
            self.deepest = max(self.deepest, depth + 1)
            i = self.statement(i, depth + 1)
            while i < len(self.tokens) and self.text(i) == "else":
                i = self.statement(i, depth + 1)
            return i
        return self.statement(i, depth)

    def braces(self, i, depth):
        self.deepest = max(self.deepest, depth)
        last = partner(self.tokens, i)
        self.block(i + 1, last, depth)
        return last + 1

    def behind(self, i, end):
        while self.text(i) != end:
            i = (partner(self.tokens, i) if self.text(i) in OPENING else i) + 1
        return i + 1


def parameters_of(tokens, first, last):
    """How many there are between the brackets at first and last."""
    inside = tokens[first + 1 : last]
    if [t.text for t in inside] in ([], ["void"]):
        return 0
    count, depth = 1, 0
    for token in inside:
        depth += (token.text in OPENING) - (token.text in OPENING.values())
        count += token.text == "," and depth == 0
    return count


def complexity_of(body):
    """McCabe's number, where labels that stand together are one case."""
    count = 1
    for before, token in zip(body, body[1:]):
        joined = token.text == "case" and before.text == ":"
        count += token.text in DECISIONS and not joined
    return count


def function_at(tokens, start, name, brace):
    """The function whose declaration starts at start, with its name and its '{'."""
    end = partner(tokens, brace)
    body = tokens[brace : end + 1]
    return Function(
        tokens[name].text,
        tokens[start].line,
        tokens[end].line - tokens[start].line + 1,
        parameters_of(tokens, name + 1, partner(tokens, name + 1)),
        Nesting(tokens, brace, end).deepest,
        complexity_of(body),
        body,
    )


def name_before_brace(tokens, start, brace):
    """The index of a function's name, if the '{' at brace begins a function's body."""
    if brace == start or tokens[brace - 1].text != ")":
        return None
    for i in range(start, brace - 1):
        if re.match(r"[A-Za-z_]", tokens[i].text) and tokens[i + 1].text == "(":
            if tokens[i].text != "__attribute__":
                return i
    return None


def parts_of(tokens):
    """(functions, declarations) at file scope. A declaration is its tokens without the
    final ';', every {…} in it reduced to one token "{}"."""
    functions, declarations, start, i = [], [], 0, 0
    plain = []
    while i < len(tokens):
        text = tokens[i].text
        if text == "{":
            name = name_before_brace(tokens, start, i)
            end = partner(tokens, i)
            if name is not None:
                functions.append(function_at(tokens, start, name, i))
                plain, start = [], end + 1
            else:
                plain.append(Token("{}", tokens[i].line))
            i = end
        elif text == ";":
            if plain:
                declarations.append(plain)
            plain, start = [], i + 1
        else:
            plain.append(tokens[i])
        i += 1
    return functions, declarations


def statics_in(function):
    """The declarations of static variables in a function's body."""
    found, i, body = [], 0, function.body
    while i < len(body):
        if body[i].text != "static":
            i += 1
            continue
        plain = []
        while body[i].text != ";":
            if body[i].text == "{":
                plain.append(Token("{}", body[i].line))
                i = partner(body, i)
            else:
                plain.append(body[i])
            i += 1
        found.append(plain)
    return found


def variable_of(declaration):
    """(name, is_constant) of the variable that is declared; None if there is none:
    types, functions, forward declarations, macros."""
    texts = [t.text for t in declaration]
    texts = texts[: texts.index("=")] if "=" in texts else texts
    initialised = len(texts) < len(declaration)
    if not texts or texts[0] in ("typedef", "_Static_assert"):
        return None
    while "__attribute__" in texts:
        at = texts.index("__attribute__")
        texts = texts[:at]
    if "(" in texts:
        at = texts.index("(")
        if texts[at + 1 : at + 2] != ["*"]:
            return None  # a function, or a macro that makes something
        texts = texts[: texts.index(")", at)]  # a pointer to a function
    if "[" in texts:
        texts = texts[: texts.index("[")]
    words = [t for t in texts if re.match(r"[A-Za-z_]", t)]
    is_type = words and words[0] in ("struct", "union", "enum")
    if not words or (is_type and not initialised and type_only(texts)):
        return None
    last_star = max((i for i, t in enumerate(texts) if t == "*"), default=0)
    return words[-1], "const" in texts[last_star:]


def type_only(texts):
    """struct name; struct name {…}; enum {…}"""
    return texts[-1] == "{}" or (len(texts) == 2 and "{}" not in texts)
