//+------------------------------------------------------------------+
//| The methods of the protocol, by the functions of MQL5.           |
//| Apache-2.0                                                       |
//+------------------------------------------------------------------+

#define DAY_SECONDS 86400

long g_login = 0;

//--- "result":… or "error":{…} of a request.
string Answer(const string method, const string params)
  {
   if(method == "initialize")
      return(Initialize(params));
   if(method == "shutdown")
      return(Result("true"));
   if(method == "account_info")
      return(Result(Account()));
   if(method == "terminal_info")
      return(Result(Terminal()));
   if(method == "orders")
      return(Result(ActiveOrders()));
   if(method == "positions")
      return(Result(Positions()));
   if(method == "deals")
      return(Span(params) ? Result(JsonList(DealsOfSpan(0))) : Failure("mt5", _LastError, "HistorySelect failed", "false"));
   if(method == "snapshot")
      return(Snapshot(params));
   if(method == "find")
      return(Find(params));
   if(method == "symbols")
      return(Symbols());
   if(method == "symbol")
      return(Symbol_(JsonText(params, "name")));
   if(method == "tick")
      return(Tick(JsonText(params, "name")));
   if(method == "ticks")
      return(Ticks(params));
   if(method == "ticks_range")
      return(TicksRange(params));
   if(method == "rates")
      return(Rates(params));
   if(method == "order_check")
      return(Check(JsonRaw(params, "request", "{}")));
   if(method == "order_send")
      return(Send(JsonRaw(params, "request", "{}")));
   return(Failure("params", 0, "unknown method " + method, "false"));
  }

string Result(const string json)
  {
   return("\"result\":" + json);
  }

string Failure(const string kind, const int code, const string message, const string sent)
  {
   return("\"error\":" + JsonObject(FieldText("kind", kind) + FieldLong("code", code) + FieldText("message", message) + FieldRaw("sent", sent)));
  }

//--- account -------------------------------------------------------

string Initialize(const string params)
  {
   string login = JsonText(params, "login");
   string server = JsonText(params, "server");
   string now = IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN));
   string there = AccountInfoString(ACCOUNT_SERVER);
   if(login != "" && login != now)
      return(Failure("account", 0, "the terminal is logged in to " + now + ", expected " + login, "false"));
   if(server != "" && server != there)
      return(Failure("account", 0, "the terminal is connected to " + there + ", expected " + server, "false"));
   if(!JsonIsTrue(params, "allowReal") && AccountInfoInteger(ACCOUNT_TRADE_MODE) == ACCOUNT_TRADE_MODE_REAL)
      return(Failure("real", 0, "account " + now + " holds real money, which was not allowed", "false"));
   g_login = AccountInfoInteger(ACCOUNT_LOGIN);
   return(Result(JsonObject(FieldRaw("account", Account()) + FieldRaw("terminal", Terminal()) + FieldRaw("version", "null"))));
  }

string Account()
  {
   return(JsonObject(
             FieldTicket("login", AccountInfoInteger(ACCOUNT_LOGIN))
             + FieldLong("trade_mode", AccountInfoInteger(ACCOUNT_TRADE_MODE))
             + FieldLong("leverage", AccountInfoInteger(ACCOUNT_LEVERAGE))
             + FieldBool("trade_allowed", AccountInfoInteger(ACCOUNT_TRADE_ALLOWED) != 0)
             + FieldBool("trade_expert", AccountInfoInteger(ACCOUNT_TRADE_EXPERT) != 0)
             + FieldLong("margin_mode", AccountInfoInteger(ACCOUNT_MARGIN_MODE))
             + FieldLong("currency_digits", AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS))
             + FieldBool("fifo_close", AccountInfoInteger(ACCOUNT_FIFO_CLOSE) != 0)
             + FieldNumber("balance", AccountInfoDouble(ACCOUNT_BALANCE))
             + FieldNumber("credit", AccountInfoDouble(ACCOUNT_CREDIT))
             + FieldNumber("profit", AccountInfoDouble(ACCOUNT_PROFIT))
             + FieldNumber("equity", AccountInfoDouble(ACCOUNT_EQUITY))
             + FieldNumber("margin", AccountInfoDouble(ACCOUNT_MARGIN))
             + FieldNumber("margin_free", AccountInfoDouble(ACCOUNT_MARGIN_FREE))
             + FieldNumber("margin_level", AccountInfoDouble(ACCOUNT_MARGIN_LEVEL))
             + FieldText("name", AccountInfoString(ACCOUNT_NAME))
             + FieldText("server", AccountInfoString(ACCOUNT_SERVER))
             + FieldText("currency", AccountInfoString(ACCOUNT_CURRENCY))
             + FieldText("company", AccountInfoString(ACCOUNT_COMPANY))));
  }

string Terminal()
  {
   bool allowed = TerminalInfoInteger(TERMINAL_TRADE_ALLOWED) != 0 && MQLInfoInteger(MQL_TRADE_ALLOWED) != 0;
   return(JsonObject(
             FieldBool("connected", TerminalInfoInteger(TERMINAL_CONNECTED) != 0)
             + FieldBool("trade_allowed", allowed)
             + FieldLong("build", TerminalInfoInteger(TERMINAL_BUILD))
             + FieldLong("ping_last", TerminalInfoInteger(TERMINAL_PING_LAST))
             + FieldText("name", TerminalInfoString(TERMINAL_NAME))));
  }

//--- orders, deals, positions --------------------------------------

//--- An order that rests, which OrderGetTicket has chosen.
string ActiveOrder(const ulong ticket)
  {
   return(JsonObject(
             FieldTicket("ticket", (long)ticket)
             + FieldLong("time_setup_msc", OrderGetInteger(ORDER_TIME_SETUP_MSC))
             + FieldLong("time_done_msc", OrderGetInteger(ORDER_TIME_DONE_MSC))
             + FieldLong("time_expiration", OrderGetInteger(ORDER_TIME_EXPIRATION))
             + FieldLong("type", OrderGetInteger(ORDER_TYPE))
             + FieldLong("type_time", OrderGetInteger(ORDER_TYPE_TIME))
             + FieldLong("type_filling", OrderGetInteger(ORDER_TYPE_FILLING))
             + FieldLong("state", OrderGetInteger(ORDER_STATE))
             + FieldTicket("magic", OrderGetInteger(ORDER_MAGIC))
             + FieldTicket("position_id", OrderGetInteger(ORDER_POSITION_ID))
             + FieldTicket("position_by_id", OrderGetInteger(ORDER_POSITION_BY_ID))
             + FieldLong("reason", OrderGetInteger(ORDER_REASON))
             + FieldNumber("volume_initial", OrderGetDouble(ORDER_VOLUME_INITIAL))
             + FieldNumber("volume_current", OrderGetDouble(ORDER_VOLUME_CURRENT))
             + FieldNumber("price_open", OrderGetDouble(ORDER_PRICE_OPEN))
             + FieldNumber("sl", OrderGetDouble(ORDER_SL))
             + FieldNumber("tp", OrderGetDouble(ORDER_TP))
             + FieldNumber("price_current", OrderGetDouble(ORDER_PRICE_CURRENT))
             + FieldNumber("price_stoplimit", OrderGetDouble(ORDER_PRICE_STOPLIMIT))
             + FieldText("symbol", OrderGetString(ORDER_SYMBOL))
             + FieldText("comment", OrderGetString(ORDER_COMMENT))));
  }

string ActiveOrders()
  {
   string list = "";
   for(int at = 0; at < OrdersTotal(); at++)
     {
      ulong ticket = OrderGetTicket(at);
      if(ticket != 0)
         list += ActiveOrder(ticket) + ",";
     }
   return(JsonList(list));
  }

//--- An order of the history that was chosen.
string PastOrder(const ulong ticket)
  {
   return(JsonObject(
             FieldTicket("ticket", (long)ticket)
             + FieldLong("time_setup_msc", HistoryOrderGetInteger(ticket, ORDER_TIME_SETUP_MSC))
             + FieldLong("time_done_msc", HistoryOrderGetInteger(ticket, ORDER_TIME_DONE_MSC))
             + FieldLong("time_expiration", HistoryOrderGetInteger(ticket, ORDER_TIME_EXPIRATION))
             + FieldLong("type", HistoryOrderGetInteger(ticket, ORDER_TYPE))
             + FieldLong("type_time", HistoryOrderGetInteger(ticket, ORDER_TYPE_TIME))
             + FieldLong("type_filling", HistoryOrderGetInteger(ticket, ORDER_TYPE_FILLING))
             + FieldLong("state", HistoryOrderGetInteger(ticket, ORDER_STATE))
             + FieldTicket("magic", HistoryOrderGetInteger(ticket, ORDER_MAGIC))
             + FieldTicket("position_id", HistoryOrderGetInteger(ticket, ORDER_POSITION_ID))
             + FieldTicket("position_by_id", HistoryOrderGetInteger(ticket, ORDER_POSITION_BY_ID))
             + FieldLong("reason", HistoryOrderGetInteger(ticket, ORDER_REASON))
             + FieldNumber("volume_initial", HistoryOrderGetDouble(ticket, ORDER_VOLUME_INITIAL))
             + FieldNumber("volume_current", HistoryOrderGetDouble(ticket, ORDER_VOLUME_CURRENT))
             + FieldNumber("price_open", HistoryOrderGetDouble(ticket, ORDER_PRICE_OPEN))
             + FieldNumber("sl", HistoryOrderGetDouble(ticket, ORDER_SL))
             + FieldNumber("tp", HistoryOrderGetDouble(ticket, ORDER_TP))
             + FieldNumber("price_current", HistoryOrderGetDouble(ticket, ORDER_PRICE_CURRENT))
             + FieldNumber("price_stoplimit", HistoryOrderGetDouble(ticket, ORDER_PRICE_STOPLIMIT))
             + FieldText("symbol", HistoryOrderGetString(ticket, ORDER_SYMBOL))
             + FieldText("comment", HistoryOrderGetString(ticket, ORDER_COMMENT))));
  }

string Deal(const ulong ticket)
  {
   return(JsonObject(
             FieldTicket("ticket", (long)ticket)
             + FieldTicket("order", HistoryDealGetInteger(ticket, DEAL_ORDER))
             + FieldLong("time_msc", HistoryDealGetInteger(ticket, DEAL_TIME_MSC))
             + FieldLong("type", HistoryDealGetInteger(ticket, DEAL_TYPE))
             + FieldLong("entry", HistoryDealGetInteger(ticket, DEAL_ENTRY))
             + FieldTicket("magic", HistoryDealGetInteger(ticket, DEAL_MAGIC))
             + FieldTicket("position_id", HistoryDealGetInteger(ticket, DEAL_POSITION_ID))
             + FieldLong("reason", HistoryDealGetInteger(ticket, DEAL_REASON))
             + FieldNumber("volume", HistoryDealGetDouble(ticket, DEAL_VOLUME))
             + FieldNumber("price", HistoryDealGetDouble(ticket, DEAL_PRICE))
             + FieldNumber("commission", HistoryDealGetDouble(ticket, DEAL_COMMISSION))
             + FieldNumber("swap", HistoryDealGetDouble(ticket, DEAL_SWAP))
             + FieldNumber("profit", HistoryDealGetDouble(ticket, DEAL_PROFIT))
             + FieldNumber("fee", HistoryDealGetDouble(ticket, DEAL_FEE))
             + FieldText("symbol", HistoryDealGetString(ticket, DEAL_SYMBOL))
             + FieldText("comment", HistoryDealGetString(ticket, DEAL_COMMENT))));
  }

//--- Chooses the history of a span of the server's seconds.
bool Span(const string params)
  {
   return(HistorySelect((datetime)JsonLong(params, "from"), (datetime)JsonLong(params, "to")));
  }

//--- Deals of the history that was chosen, of one order or (0) of all, each with a comma behind it.
string DealsOfSpan(const ulong order)
  {
   string list = "";
   for(int at = 0; at < HistoryDealsTotal(); at++)
     {
      ulong ticket = HistoryDealGetTicket(at);
      if(ticket != 0 && (order == 0 || (ulong)HistoryDealGetInteger(ticket, DEAL_ORDER) == order))
         list += Deal(ticket) + ",";
     }
   return(list);
  }

string PastOrdersOfSpan()
  {
   string list = "";
   for(int at = 0; at < HistoryOrdersTotal(); at++)
     {
      ulong ticket = HistoryOrderGetTicket(at);
      if(ticket != 0)
         list += PastOrder(ticket) + ",";
     }
   return(JsonList(list));
  }

string Positions()
  {
   string list = "";
   for(int at = 0; at < PositionsTotal(); at++)
     {
      ulong ticket = PositionGetTicket(at);
      if(ticket == 0)
         continue;
      list += JsonObject(
                 FieldTicket("ticket", (long)ticket)
                 + FieldLong("time_msc", PositionGetInteger(POSITION_TIME_MSC))
                 + FieldLong("type", PositionGetInteger(POSITION_TYPE))
                 + FieldTicket("magic", PositionGetInteger(POSITION_MAGIC))
                 + FieldTicket("identifier", PositionGetInteger(POSITION_IDENTIFIER))
                 + FieldNumber("volume", PositionGetDouble(POSITION_VOLUME))
                 + FieldNumber("price_open", PositionGetDouble(POSITION_PRICE_OPEN))
                 + FieldNumber("sl", PositionGetDouble(POSITION_SL))
                 + FieldNumber("tp", PositionGetDouble(POSITION_TP))
                 + FieldNumber("price_current", PositionGetDouble(POSITION_PRICE_CURRENT))
                 + FieldNumber("swap", PositionGetDouble(POSITION_SWAP))
                 + FieldNumber("profit", PositionGetDouble(POSITION_PROFIT))
                 + FieldText("symbol", PositionGetString(POSITION_SYMBOL))
                 + FieldText("comment", PositionGetString(POSITION_COMMENT))) + ",";
     }
   return(JsonList(list));
  }

string Snapshot(const string params)
  {
   string orders = ActiveOrders();
   if(!Span(params))
      return(Failure("mt5", _LastError, "HistorySelect failed", "false"));
   string deals = DealsOfSpan(0);
   string ended = "";
   string tickets[];
   int count = JsonItems(JsonRaw(params, "tickets", "[]"), tickets);
   for(int at = 0; at < count; at++)
     {
      ulong ticket = (ulong)StringToInteger(tickets[at]);
      if(OrderSelect(ticket) || !HistoryOrderSelect(ticket))
         continue;
      ended += PastOrder(ticket) + ",";
      datetime setup = (datetime)HistoryOrderGetInteger(ticket, ORDER_TIME_SETUP);
      // Twice told is no harm: deals are known by their tickets.
      if(HistorySelect(setup - DAY_SECONDS, TimeTradeServer() + DAY_SECONDS))
         deals += DealsOfSpan(ticket);
     }
   return(Result(JsonObject(
                    FieldRaw("orders", orders) + FieldRaw("ended", JsonList(ended)) + FieldRaw("deals", JsonList(deals))
                    + FieldRaw("positions", Positions()) + FieldRaw("account", Account()) + FieldRaw("terminal", Terminal()))));
  }

string Find(const string params)
  {
   string orders = ActiveOrders();
   if(!Span(params))
      return(Failure("mt5", _LastError, "HistorySelect failed", "false"));
   return(Result(JsonObject(
                    FieldRaw("orders", orders) + FieldRaw("ended", PastOrdersOfSpan())
                    + FieldRaw("deals", JsonList(DealsOfSpan(0))) + FieldRaw("terminal", Terminal()))));
  }

//--- trading -------------------------------------------------------

void ReadRequest(const string json, MqlTradeRequest &request)
  {
   ZeroMemory(request);
   request.action       = (ENUM_TRADE_REQUEST_ACTIONS)JsonLong(json, "action");
   request.magic        = (ulong)JsonLong(json, "magic");
   request.order        = (ulong)JsonLong(json, "order");
   request.symbol       = JsonText(json, "symbol");
   request.volume       = JsonDouble(json, "volume");
   request.price        = JsonDouble(json, "price");
   request.stoplimit    = JsonDouble(json, "stoplimit");
   request.sl           = JsonDouble(json, "sl");
   request.tp           = JsonDouble(json, "tp");
   request.deviation    = (ulong)JsonLong(json, "deviation");
   request.type         = (ENUM_ORDER_TYPE)JsonLong(json, "type");
   request.type_filling = (ENUM_ORDER_TYPE_FILLING)JsonLong(json, "type_filling");
   request.type_time    = (ENUM_ORDER_TYPE_TIME)JsonLong(json, "type_time");
   request.expiration   = (datetime)JsonLong(json, "expiration");
   request.comment      = JsonText(json, "comment");
   request.position     = (ulong)JsonLong(json, "position");
   request.position_by  = (ulong)JsonLong(json, "position_by");
  }

//--- Why the inputs of the expert forbid a request; empty when they do not.
string Forbidden(const MqlTradeRequest &request)
  {
   if(InpMostLots > 0.0 && request.volume > InpMostLots)
      return("the expert allows " + JsonNumber(InpMostLots) + " lots at most");
   if(InpSymbols != "" && request.symbol != "" && StringFind("," + InpSymbols + ",", "," + request.symbol + ",") < 0)
      return("the expert does not allow " + request.symbol);
   return("");
  }

string Check(const string json)
  {
   MqlTradeRequest request;
   MqlTradeCheckResult result;
   ReadRequest(json, request);
   ZeroMemory(result);
   ResetLastError();
   if(!OrderCheck(request, result) && result.retcode == 0)
      return(Failure("mt5", _LastError, "OrderCheck failed", "false"));
   return(Result(JsonObject(
                    FieldLong("retcode", result.retcode) + FieldNumber("balance", result.balance)
                    + FieldNumber("equity", result.equity) + FieldNumber("profit", result.profit)
                    + FieldNumber("margin", result.margin) + FieldNumber("margin_free", result.margin_free)
                    + FieldNumber("margin_level", result.margin_level) + FieldText("comment", result.comment))));
  }

string Send(const string json)
  {
   MqlTradeRequest request;
   MqlTradeResult result;
   ReadRequest(json, request);
   ZeroMemory(result);
   long login = AccountInfoInteger(ACCOUNT_LOGIN);
   if(login != g_login)
      return(Failure("account", 0, "the terminal is logged in to " + IntegerToString(login) + ", not to " + IntegerToString(g_login) + " any more", "false"));
   string forbidden = Forbidden(request);
   if(forbidden != "")
      return(Failure("params", 0, forbidden, "false"));
   ResetLastError();
   bool done = OrderSend(request, result);
   // Without a code of the trade server nobody knows whether it went out.
   if(!done && result.retcode == 0)
      return(Failure("mt5", _LastError, "OrderSend failed", "null"));
   return(Result(JsonObject(
                    FieldLong("retcode", result.retcode) + FieldTicket("deal", (long)result.deal)
                    + FieldTicket("order", (long)result.order) + FieldNumber("volume", result.volume)
                    + FieldNumber("price", result.price) + FieldNumber("bid", result.bid) + FieldNumber("ask", result.ask)
                    + FieldText("comment", result.comment) + FieldTicket("request_id", result.request_id)
                    + FieldLong("retcode_external", result.retcode_external))));
  }

//--- prices --------------------------------------------------------

string Symbols()
  {
   string list = "";
   for(int at = 0; at < SymbolsTotal(false); at++)
      list += JsonQuoted(SymbolName(at, false)) + ",";
   return(Result(JsonList(list)));
  }

string Symbol_(const string name)
  {
   bool isCustom = false;
   if(!SymbolExist(name, isCustom))
      return(Result("null"));
   if(!SymbolSelect(name, true))
      return(Failure("mt5", _LastError, "SymbolSelect(" + name + ") failed", "false"));
   return(Result(JsonObject(
                    FieldText("name", name)
                    + FieldBool("select", true)
                    + FieldLong("digits", SymbolInfoInteger(name, SYMBOL_DIGITS))
                    + FieldNumber("point", SymbolInfoDouble(name, SYMBOL_POINT))
                    + FieldLong("trade_mode", SymbolInfoInteger(name, SYMBOL_TRADE_MODE))
                    + FieldLong("trade_stops_level", SymbolInfoInteger(name, SYMBOL_TRADE_STOPS_LEVEL))
                    + FieldLong("trade_freeze_level", SymbolInfoInteger(name, SYMBOL_TRADE_FREEZE_LEVEL))
                    + FieldLong("trade_exemode", SymbolInfoInteger(name, SYMBOL_TRADE_EXEMODE))
                    + FieldLong("filling_mode", SymbolInfoInteger(name, SYMBOL_FILLING_MODE))
                    + FieldLong("order_mode", SymbolInfoInteger(name, SYMBOL_ORDER_MODE))
                    + FieldLong("expiration_mode", SymbolInfoInteger(name, SYMBOL_EXPIRATION_MODE))
                    + FieldNumber("trade_tick_size", SymbolInfoDouble(name, SYMBOL_TRADE_TICK_SIZE))
                    + FieldNumber("trade_tick_value", SymbolInfoDouble(name, SYMBOL_TRADE_TICK_VALUE))
                    + FieldNumber("trade_contract_size", SymbolInfoDouble(name, SYMBOL_TRADE_CONTRACT_SIZE))
                    + FieldNumber("volume_min", SymbolInfoDouble(name, SYMBOL_VOLUME_MIN))
                    + FieldNumber("volume_max", SymbolInfoDouble(name, SYMBOL_VOLUME_MAX))
                    + FieldNumber("volume_step", SymbolInfoDouble(name, SYMBOL_VOLUME_STEP))
                    + FieldText("currency_base", SymbolInfoString(name, SYMBOL_CURRENCY_BASE))
                    + FieldText("currency_profit", SymbolInfoString(name, SYMBOL_CURRENCY_PROFIT))
                    + FieldText("currency_margin", SymbolInfoString(name, SYMBOL_CURRENCY_MARGIN)))));
  }

string Tick(const string name)
  {
   MqlTick tick;
   ResetLastError();
   if(!SymbolInfoTick(name, tick))
      return(Failure("mt5", _LastError, "SymbolInfoTick(" + name + ") failed", "false"));
   return(Result(JsonObject(
                    FieldLong("time", (long)tick.time) + FieldNumber("bid", tick.bid) + FieldNumber("ask", tick.ask)
                    + FieldNumber("last", tick.last) + FieldLong("volume", (long)tick.volume)
                    + FieldLong("time_msc", tick.time_msc) + FieldLong("flags", tick.flags)
                    + FieldNumber("volume_real", tick.volume_real))));
  }

string Ticks(const string params)
  {
   MqlTick ticks[];
   ResetLastError();
   ulong from = (ulong)JsonLong(params, "from") * 1000;
   int count = CopyTicks(JsonText(params, "name"), ticks, COPY_TICKS_ALL, from, (uint)JsonLong(params, "count"));
   return(count < 0 ? Failure("mt5", _LastError, "CopyTicks failed", "false") : Result(TickColumns(ticks, count)));
  }

string TicksRange(const string params)
  {
   MqlTick ticks[];
   ResetLastError();
   ulong from = (ulong)JsonLong(params, "from") * 1000;
   ulong to = (ulong)JsonLong(params, "to") * 1000;
   int count = CopyTicksRange(JsonText(params, "name"), ticks, COPY_TICKS_ALL, from, to);
   return(count < 0 ? Failure("mt5", _LastError, "CopyTicksRange failed", "false") : Result(TickColumns(ticks, count)));
  }

string TickColumns(const MqlTick &ticks[], const int count)
  {
   string time = "", bid = "", ask = "", last = "", volume = "", msc = "", flags = "", real = "";
   for(int at = 0; at < count; at++)
     {
      time += IntegerToString((long)ticks[at].time) + ",";
      bid += JsonNumber(ticks[at].bid) + ",";
      ask += JsonNumber(ticks[at].ask) + ",";
      last += JsonNumber(ticks[at].last) + ",";
      volume += IntegerToString((long)ticks[at].volume) + ",";
      msc += IntegerToString(ticks[at].time_msc) + ",";
      flags += IntegerToString(ticks[at].flags) + ",";
      real += JsonNumber(ticks[at].volume_real) + ",";
     }
   return(JsonObject(
             FieldRaw("time", JsonList(time)) + FieldRaw("bid", JsonList(bid)) + FieldRaw("ask", JsonList(ask))
             + FieldRaw("last", JsonList(last)) + FieldRaw("volume", JsonList(volume)) + FieldRaw("time_msc", JsonList(msc))
             + FieldRaw("flags", JsonList(flags)) + FieldRaw("volume_real", JsonList(real))));
  }

string Rates(const string params)
  {
   MqlRates rates[];
   ResetLastError();
   ENUM_TIMEFRAMES frame = (ENUM_TIMEFRAMES)JsonLong(params, "timeframe");
   datetime from = (datetime)JsonLong(params, "from");
   datetime to = (datetime)JsonLong(params, "to");
   int count = CopyRates(JsonText(params, "name"), frame, from, to, rates);
   if(count < 0)
      return(Failure("mt5", _LastError, "CopyRates failed", "false"));
   string time = "", open = "", high = "", low = "", close = "", ticks = "", spread = "", real = "";
   for(int at = 0; at < count; at++)
     {
      time += IntegerToString((long)rates[at].time) + ",";
      open += JsonNumber(rates[at].open) + ",";
      high += JsonNumber(rates[at].high) + ",";
      low += JsonNumber(rates[at].low) + ",";
      close += JsonNumber(rates[at].close) + ",";
      ticks += IntegerToString(rates[at].tick_volume) + ",";
      spread += IntegerToString(rates[at].spread) + ",";
      real += IntegerToString(rates[at].real_volume) + ",";
     }
   return(Result(JsonObject(
                    FieldRaw("time", JsonList(time)) + FieldRaw("open", JsonList(open)) + FieldRaw("high", JsonList(high))
                    + FieldRaw("low", JsonList(low)) + FieldRaw("close", JsonList(close))
                    + FieldRaw("tick_volume", JsonList(ticks)) + FieldRaw("spread", JsonList(spread))
                    + FieldRaw("real_volume", JsonList(real)))));
  }
