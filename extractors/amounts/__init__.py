"""How much: each amount with who pays it, to whom, when, and whether it is money of a contract."""
