import pytest
import torch
from torch.nn import functional

from finetune.compact.training.depthwise import depthwise_conv2d


@pytest.mark.parametrize(
    ("kernel", "stride", "rows", "columns"),
    [(3, 1, 7, 6), (5, 1, 7, 6), (3, 2, 9, 7), (5, 2, 13, 11)],
)
def test_values_and_gradients_are_those_of_the_stock_convolution(
    kernel: int, stride: int, rows: int, columns: int
) -> None:
    torch.manual_seed(0)
    results = []
    inputs = torch.randn(2, 8, rows, columns)
    weights = torch.randn(8, 1, kernel, kernel)
    for convolve in (functional.conv2d, depthwise_conv2d):
        picture, filters = inputs.clone().requires_grad_(), weights.clone().requires_grad_()
        half = kernel // 2
        outputs = convolve(picture, filters, None, stride, (half, half), 1, 8)
        (outputs * outputs.detach().cos()).sum().backward()
        results.append((outputs.detach(), picture.grad, filters.grad))
    for stock, ours in zip(*results, strict=True):
        assert torch.allclose(stock, ours, atol=1e-4)


def test_a_convolution_that_mixes_channels_is_refused() -> None:
    with pytest.raises(ValueError, match="one undilated filter for each channel"):
        depthwise_conv2d(torch.zeros(1, 4, 5, 5), torch.zeros(4, 4, 3, 3), None, 1, (1, 1), 1, 1)
