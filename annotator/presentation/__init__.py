"""The accuracy report: gathered once, laid out as blocks, written as HTML or Markdown.

``gather`` collects the numbers, the ``*_blocks`` modules say what stands in the report, ``plots`` draws, and
``html_page`` and ``markdown`` write. Blocks hold plain text: each writer escapes everything it writes.
"""
