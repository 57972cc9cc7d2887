"""The review editor: what Python and the browser tell each other, and the component that carries it."""
