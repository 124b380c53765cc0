"""What scripts of AWS Glue import to run outside of it: awsglue.utils."""
