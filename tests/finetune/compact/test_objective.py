import torch

from finetune.compact.training.objective import (
    AttributeProxies,
    any_positive,
    graded_contrast,
    judged_contrast,
    judged_sigmoid,
)


def test_with_one_positive_a_row_it_is_plain_cross_entropy() -> None:
    logits = torch.randn(4, 4)
    verdicts = torch.eye(4) * 2
    expected = torch.nn.functional.cross_entropy(logits, torch.arange(4))
    assert torch.allclose(judged_contrast(logits, verdicts), expected)


def test_unjudged_pairs_change_nothing() -> None:
    logits = torch.tensor([[3.0, 1.0, 50.0]])
    verdicts = torch.tensor([[2.0, 0.0, 1.0]])
    without = judged_contrast(logits[:, :2], verdicts[:, :2])
    assert torch.allclose(judged_contrast(logits, verdicts), without)


def test_rows_without_a_positive_count_nothing() -> None:
    logits = torch.tensor([[3.0, 1.0], [9.0, -4.0]])
    verdicts = torch.tensor([[2.0, 0.0], [0.0, 0.0]])
    assert torch.allclose(
        judged_contrast(logits, verdicts), judged_contrast(logits[:1], verdicts[:1])
    )


def test_one_near_positive_is_enough() -> None:
    near, far = torch.tensor([[9.0, -9.0, 0.0]]), torch.tensor([[0.0, 0.0, 9.0]])
    verdicts = torch.tensor([[2, 2, 0]])
    assert any_positive(near, verdicts) < 0.01
    assert judged_contrast(near, verdicts) > 1
    assert any_positive(far, verdicts) > 5


def test_any_positive_leaves_out_what_is_unjudged_and_what_has_no_positive() -> None:
    logits = torch.tensor([[3.0, 1.0, 50.0], [9.0, -4.0, 0.0]])
    verdicts = torch.tensor([[2, 0, 1], [0, 0, 0]])
    expected = any_positive(logits[:1, :2], verdicts[:1, :2])
    assert torch.allclose(any_positive(logits, verdicts), expected)
    assert any_positive(logits[1:], verdicts[1:]) == 0


def test_a_picture_is_not_contrasted_with_itself() -> None:
    logits = torch.tensor([[90.0, 2.0, 1.0]])
    grades = torch.tensor([[5.0, 1.0, 0.0]])
    itself = torch.tensor([[True, False, False]])
    assert torch.allclose(
        graded_contrast(logits, grades, itself), torch.tensor(1.0).exp().reciprocal().log1p()
    )


def test_proxies_learn_to_tell_labels_apart() -> None:
    torch.manual_seed(0)
    proxies = AttributeProxies({"colour": 2}, 4)
    embeddings = torch.eye(4)[[0, 0, 1, 1]]
    codes = {"colour": torch.tensor([0, 0, 1, -1])}
    optimizer = torch.optim.Adam(proxies.parameters(), 0.1)
    first = proxies(embeddings, codes).item()
    for _ in range(30):
        optimizer.zero_grad()
        loss = proxies(embeddings, codes)
        loss.backward()
        optimizer.step()
    assert loss.item() < first / 10


def test_the_sigmoid_loss_takes_each_pair_by_itself_and_leaves_out_the_unjudged() -> None:
    verdicts = torch.tensor([[2, 0, 1]])
    bias = torch.tensor(0.0)
    right = judged_sigmoid(torch.tensor([[9.0, -9.0, 0.0]]), verdicts, bias)
    wrong = judged_sigmoid(torch.tensor([[-9.0, 9.0, 0.0]]), verdicts, bias)
    other = judged_sigmoid(torch.tensor([[9.0, -9.0, 50.0]]), verdicts, bias)
    assert right < 0.01
    assert wrong > 10
    assert right == other
