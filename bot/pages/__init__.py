"""What the server-rendered pages share: templates, static files, pictures, how a product is shown."""
