"""`giftfinder prior`: whether the ranking prior helps, on simulated shoppers over the shop's own catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands import settings_or_exit

app = typer.Typer()


@app.command()
def check(
    runs: Annotated[int, typer.Option(min=2, max=1000, help="Simulated shops.")] = 20,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="Times that the prior is counted anew.")] = 4,
    shoppers: Annotated[int, typer.Option(min=1, max=100_000, help="Shoppers an answer and a round.")] = 50,
) -> None:
    """Simulate shoppers with known tastes and say whether the prior helps; exit status 1 when it does not.

    The same numbers give the same result: the runs' seeds are 0, 1, 2 and so on.
    """
    with settings_or_exit() as settings:
        from bot.catalog.encoder import encoder_of_index, shop_encoder, usable_names
        from bot.catalog.vectors import catalog_versions
        from bot.evaluation.prior import judge
        from catalog_index.search import GiftSearch
        from catalog_index.versions import NoVersionError

        encoder = shop_encoder(settings)
        store = catalog_versions(settings)
        try:
            loaded = store.load_current(encoder_name=usable_names(settings, encoder), dimension=encoder.dimension)
            search = GiftSearch(
                loaded.index, encoder_of_index(settings, encoder, loaded.index.encoder_name), extras=settings.extras
            )
            verdict = judge(search, runs=runs, rounds=rounds, shoppers=shoppers, weight=settings.prior_weight)
        except (NoVersionError, ValueError) as error:
            typer.secho(f"Error: {error}", err=True, fg="red")
            raise typer.Exit(2) from None
    typer.echo(f"Expected takes an answer with the prior, {verdict.runs} runs, 95% confidence:")
    for line in (verdict.same, verdict.unseen, verdict.misled):
        typer.echo(f"  {line}")
    typer.echo("It helps." if verdict.helps else "Refused: it does not surely help (set GIFTFINDER_PRIOR_WEIGHT=0).")
    raise typer.Exit(0 if verdict.helps else 1)
