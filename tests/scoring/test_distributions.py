"""Quantiles against values computed with forty digits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.scoring.distributions import binomial_cdf, normal_quantile, t_quantile
from model.scoring.uncertainty import at_least, carrying_rank, clopper_pearson, wilson


@pytest.mark.parametrize(
    ("probability", "z"),
    [(0.5, 0.0), (0.975, 1.959963984540054), (0.025, -1.959963984540054), (0.995, 2.575829303548901)],
)
def test_normal_quantiles(probability: float, z: float) -> None:
    assert normal_quantile(probability) == pytest.approx(z, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    ("df", "t"),
    [
        (1, 12.706204736174704),
        (2, 4.302652729749462),
        (9, 2.26215716279820554),
        (10, 2.22813885198627475),
        (211, 1.97127064604859505),
        (499, 1.96472939098768907),
        (500, 1.96471983746736779),
        (10**6, 1.9599663568141070),
    ],
)
def test_t_quantiles(df: int, t: float) -> None:
    assert t_quantile(df) == pytest.approx(t, rel=1e-12)


@pytest.mark.parametrize("wrong", [0.0, 1.0, -1.0, math.nan])
def test_a_quantile_without_a_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal_quantile(wrong)
    with pytest.raises(ValueError, match="between 0 and 1"):
        t_quantile(3, wrong)


@given(st.integers(1, 60), st.floats(0.001, 0.999), st.data())
def test_the_binomial_sum_is_the_sum_of_its_terms(n: int, p: float, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    direct = math.fsum(math.comb(n, at) * p**at * (1 - p) ** (n - at) for at in range(k + 1))
    assert binomial_cdf(k, n, p) == pytest.approx(direct, rel=1e-10, abs=1e-13)


@given(st.integers(1, 3000), st.data())
def test_no_interval_leaves_0_to_1_and_each_holds_the_share_seen(n: int, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, n))
    for low, high in (wilson(kept / n, n), clopper_pearson(kept, n)):
        assert 0 <= low <= kept / n <= high <= 1
        assert (low == 0) == (kept == 0)
        assert (high == 1) == (kept == n)


KEEPS, CONFIDENCES = st.sampled_from([0.5, 0.75, 0.9, 0.95, 0.99]), st.sampled_from([0.8, 0.9, 0.95])


@given(st.integers(1, 60), KEEPS, CONFIDENCES)
def test_the_promise_is_the_dual_of_the_one_sided_bound(n: int, keep: float, confidence: float) -> None:
    """The k-th smallest time carries the promise exactly when k of n kept would prove the share."""
    rank = carrying_rank(n, keep, confidence)
    proving = [k for k in range(1, n + 1) if at_least(k, n, confidence) >= keep - 1e-9]
    assert rank == (proving[0] if proving else None)


@given(st.integers(61, 3000), KEEPS, CONFIDENCES)
def test_among_many_times_too_one_fewer_would_not_prove_the_share(
    n: int, keep: float, confidence: float
) -> None:
    rank = carrying_rank(n, keep, confidence)
    last = n if rank is None else rank - 1
    assert at_least(last, n, confidence) < keep
    assert rank is None or at_least(rank, n, confidence) >= keep - 1e-9
