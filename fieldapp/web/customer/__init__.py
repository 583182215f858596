"""What a customer sees without an account."""

from fieldapp.web.customer import codes

blueprints = (codes.blueprint,)
