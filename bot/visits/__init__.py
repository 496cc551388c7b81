"""The pages that a shopper has opened with the widget on them."""
