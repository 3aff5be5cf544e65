"""The bridge between Lockstep and a MetaTrader 5 terminal: newline-delimited JSON in front of the MetaTrader5 package."""

PROTOCOL_VERSION = 1
BRIDGE_VERSION = "0.1.0"
