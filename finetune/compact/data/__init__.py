"""What is learned from: pictures of three domains, and captions that are judged against them."""
