"""The named tuples of the package."""

from collections import namedtuple


def _structure(name, fields):
    return namedtuple(name, fields.split())


AccountInfo = _structure(
    "AccountInfo",
    "login trade_mode leverage limit_orders margin_so_mode trade_allowed trade_expert margin_mode currency_digits"
    " fifo_close balance credit profit equity margin margin_free margin_level margin_so_call margin_so_so"
    " margin_initial margin_maintenance assets liabilities commission_blocked name server currency company",
)
TerminalInfo = _structure(
    "TerminalInfo",
    "community_account community_connection connected dlls_allowed trade_allowed tradeapi_disabled email_enabled"
    " ftp_enabled notifications_enabled mqid build maxbars codepage ping_last community_balance retransmission"
    " company name language path data_path commondata_path",
)
SymbolInfo = _structure(
    "SymbolInfo",
    "name path description select visible time digits point spread spread_float trade_calc_mode trade_mode"
    " trade_stops_level trade_freeze_level trade_exemode filling_mode order_mode expiration_mode order_gtc_mode bid ask"
    " last trade_tick_value trade_tick_size trade_contract_size volume_min volume_max volume_step volume_limit"
    " swap_mode swap_long swap_short currency_base currency_profit currency_margin",
)
Tick = _structure("Tick", "time bid ask last volume time_msc flags volume_real")
Rate = _structure("Rate", "time open high low close tick_volume spread real_volume")
TradeOrder = _structure(
    "TradeOrder",
    "ticket time_setup time_setup_msc time_done time_done_msc time_expiration type type_time type_filling state magic"
    " position_id position_by_id reason volume_initial volume_current price_open sl tp price_current price_stoplimit"
    " symbol comment external_id",
)
TradePosition = _structure(
    "TradePosition",
    "ticket time time_msc time_update time_update_msc type magic identifier reason volume price_open sl tp"
    " price_current swap profit symbol comment external_id",
)
TradeDeal = _structure(
    "TradeDeal",
    "ticket order time time_msc type entry magic position_id reason volume price commission swap profit fee symbol"
    " comment external_id",
)
TradeRequest = _structure(
    "TradeRequest",
    "action magic order symbol volume price stoplimit sl tp deviation type type_filling type_time expiration comment"
    " position position_by",
)
OrderCheckResult = _structure(
    "OrderCheckResult", "retcode balance equity profit margin margin_free margin_level comment request"
)
OrderSendResult = _structure(
    "OrderSendResult", "retcode deal order volume price bid ask comment request_id retcode_external request"
)
