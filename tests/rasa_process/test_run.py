"""The token reaches Rasa whatever it begins with, and is in no list of processes."""

import os
import sys
import unittest
from unittest import mock

import rasa.__main__
from rasa.__main__ import create_argument_parser

from bot.rasa_process.run import TOKEN, main


class TestRun(unittest.TestCase):
    def test_a_token_that_looks_like_an_option(self):
        for token in ("-x9", "--model", "plain"):
            with (
                self.subTest(token=token),
                mock.patch.dict(os.environ, {TOKEN: token}),
                mock.patch.object(sys, "argv", ["rasa", "run", "--enable-api"]),
                mock.patch.object(rasa.__main__, "main"),
                mock.patch("bot.rasa_process.shortcuts.take_shortcuts"),
            ):
                main()
                self.assertEqual(create_argument_parser().parse_args(sys.argv[1:]).auth_token, token)
                self.assertNotIn(TOKEN, os.environ)


if __name__ == "__main__":
    unittest.main()
