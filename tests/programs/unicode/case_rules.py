"""Case mappings that depend on context or change the length."""
for text in ["ß", "ẞ", "ŉ", "ﬁ", "ﬀi", "İ", "ı", "i̇", "Σ", "ΑΣ", "ΑΣ.", "ΑΣΑ", "Σ.", "ὈΔΥΣΣΕΎΣ", "ᾳ", "ᾼ", "ǆ", "ǅ", "Ǆ", "ʼn", "ΐ", "ﬓ", "Ⅷ", "ⓐ", "ꭰ", "Ꭰ", "ა", "Ა", "𐐀", "𐐨", "ſ", "K", "Å", "ᲀ", "µ", "ÿ", "hello wORLD's they're", "x1y 2Z a_b", "ͅα", "Aͅ", "ΑΣͅ", "́Σ", "aΣ́b", "a­Σ"]:
    print(ascii(text), *(ascii(getattr(text, m)()) for m in "lower upper title capitalize swapcase casefold".split()), text.islower(), text.isupper(), text.istitle())
