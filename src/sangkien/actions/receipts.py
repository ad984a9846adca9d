"""Show a filer who lost the address of a receipt its state, by number and name; no guesser."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from sangkien.core.receipts import receipt_number
from sangkien.core.refusal import Refusal
from sangkien.models import ReceiptGuess
from sangkien.queries.receipts import Receipt, receipt_by_number

# wrong tries in an hour: of one network address (an office shares one), and for one number
MOST_BY_ASKER, MOST_FOR_NUMBER = 20, 5
WITHIN = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)


def look_up_receipt(prefix: str, entry_id: int, name: str, *, asker: str, now: datetime) -> Receipt:
    """Return the receipt of that number if `name` is an author or a member number of its entry.

    Whether the number or the name was wrong is not told. `asker` is the network address; of it
    only a salted hash is kept. Raises Refusal `receipt-no-match`, `receipt-guesses`.
    """
    guess = ReceiptGuess(
        asker=_hashed(asker), number=_hashed(receipt_number(prefix, entry_id)), at=now
    )
    with transaction.atomic():
        # written down before it is looked at, so that tries sent at once count one another
        guess.save()
        ReceiptGuess.objects.filter(at__lt=now - KEPT_FOR).delete()
    if _is_too_often(guess):
        raise Refusal("receipt-guesses")
    found = receipt_by_number(prefix, entry_id, name)
    if found is None:
        raise Refusal("receipt-no-match")
    guess.delete()
    return found


def _is_too_often(guess: ReceiptGuess) -> bool:
    recent = ReceiptGuess.objects.filter(at__gt=guess.at - WITHIN)
    by_asker = recent.filter(asker=guess.asker).count()
    for_number = recent.filter(number=guess.number).count()
    return by_asker > MOST_BY_ASKER or for_number > MOST_FOR_NUMBER


def _hashed(value: str) -> str:
    return salted_hmac("sangkien.receipts", value, algorithm="sha256").hexdigest()
