# A state machine with versions and an alias, and an activity, on Stepwell: only the provider's
# settings differ from AWS.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.60"
    }
  }
}

variable "endpoint" {
  type    = string
  default = "http://localhost:8083"
}

variable "comment" {
  type    = string
  default = "first"
}

variable "level" {
  type    = string
  default = "ERROR"
}

# Whether the alias sends one execution in ten to the newest version.
variable "canary" {
  type    = bool
  default = false
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "any"
  secret_key                  = "any"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true

  endpoints {
    sfn = var.endpoint
  }
}

resource "aws_sfn_activity" "approval" {
  name = "tf-approval"
  tags = { team = "orders" }
}

resource "aws_sfn_state_machine" "order" {
  name     = "tf-order"
  role_arn = "arn:aws:iam::123456789012:role/any"
  publish  = true
  tags     = { team = "orders", comment = var.comment }

  definition = jsonencode({
    Comment = var.comment
    StartAt = "Approve"
    States = {
      Approve = { Type = "Task", Resource = aws_sfn_activity.approval.id, End = true }
    }
  })

  logging_configuration {
    level                  = var.level
    include_execution_data = true
    log_destination        = "arn:aws:logs:us-east-1:123456789012:log-group:orders:*"
  }

  tracing_configuration {
    enabled = true
  }
}

resource "aws_sfn_alias" "live" {
  name        = "live"
  description = "what callers use"

  routing_configuration {
    state_machine_version_arn = "${aws_sfn_state_machine.order.arn}:1"
    weight                    = var.canary ? 90 : 100
  }

  dynamic "routing_configuration" {
    for_each = var.canary ? [aws_sfn_state_machine.order.state_machine_version_arn] : []
    content {
      state_machine_version_arn = routing_configuration.value
      weight                    = 10
    }
  }
}

output "alias" {
  value = aws_sfn_alias.live.arn
}
