#!/usr/bin/env bash
# Runs the published vectors through every example whose language is installed.
# Java needs `mvn -pl webhooks-core -am -DskipTests package` first.
set -euo pipefail
cd "$(dirname "$0")"
if command -v node >/dev/null; then node --test node/; fi
if command -v python3 >/dev/null; then (cd python && python3 -B -m unittest -q test_verify_webhook test_receiver); fi
if command -v php >/dev/null; then php php/test_verify_webhook.php; fi
core=../../webhooks-core/target/classes
if [ -d "$core" ]; then java -cp "$core" java/VerifyWebhookTest.java; fi
