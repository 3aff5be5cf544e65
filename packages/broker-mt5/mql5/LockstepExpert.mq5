//+------------------------------------------------------------------+
//| Lockstep's Expert Advisor: the protocol of docs/brokers/         |
//| mt5-protocol.md over a socket that it opens to Lockstep.         |
//| NOT YET COMPILED BY METAEDITOR NOR RUN IN A TERMINAL.            |
//| Apache-2.0                                                       |
//+------------------------------------------------------------------+
#property copyright "Lockstep"
#property version   "0.10"
#property description "Opens a connection to Lockstep and trades for it. The address has to be allowed under"
#property description "Tools > Options > Expert Advisors, and AutoTrading has to be on."

input string InpHost    = "127.0.0.1"; // Where Lockstep waits
input int    InpPort    = 18813;       // Port there
input string InpToken   = "";          // MT5_BRIDGE_TOKEN: 16 characters or more
input string InpSymbols = "";          // Symbols that may be traded, with commas; empty: all
input double InpMostLots = 0.0;        // Most lots of one order; 0: no limit

#include "LockstepJson.mqh"
#include "LockstepTerminal.mqh"

#define PROTOCOL_VERSION 1
#define TIMER_MS         20
#define AGAIN_MS         1000
#define CONNECT_MS       1000
#define LONGEST_LINE     8388608

int    g_socket   = INVALID_HANDLE;
bool   g_isOpen   = false;
string g_nonce    = "";
uchar  g_read[];
long   g_events   = 0;
ulong  g_triedMs  = 0;
ulong  g_idleMs   = 0; // When nothing was waiting to be read: what is read now has come later

int OnInit()
  {
   if(StringLen(InpToken) < 16)
     {
      Print("InpToken has to have 16 characters or more: the value of MT5_BRIDGE_TOKEN.");
      return(INIT_PARAMETERS_INCORRECT);
     }
   MathSrand((int)(GetMicrosecondCount() ^ (ulong)TimeLocal()));
   EventSetMillisecondTimer(TIMER_MS);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
   if(g_isOpen)
      SendLine("{\"type\":\"event\",\"seq\":" + NextEvent() + ",\"event\":\"deinit\",\"reason\":" + IntegerToString(reason) + "}");
   Drop();
  }

void OnTimer()
  {
   if(g_socket == INVALID_HANDLE)
     {
      Dial();
      return;
     }
   if(!SocketIsConnected(g_socket))
     {
      Drop();
      return;
     }
   ReadLines();
  }

//--- Whoever hears of it looks up what has happened: transactions come in no certain order, and may be lost.
void OnTradeTransaction(const MqlTradeTransaction &transaction, const MqlTradeRequest &request, const MqlTradeResult &result)
  {
   if(g_isOpen)
      SendLine("{\"type\":\"event\",\"seq\":" + NextEvent() + ",\"event\":\"transaction\"}");
  }

string NextEvent()
  {
   g_events++;
   return(IntegerToString(g_events));
  }

//--- connection ----------------------------------------------------

void Dial()
  {
   ulong now = GetTickCount64();
   if(now - g_triedMs < AGAIN_MS)
      return;
   g_triedMs = now;
   g_socket = SocketCreate();
   if(g_socket == INVALID_HANDLE)
      return;
   if(!SocketConnect(g_socket, InpHost, (uint)InpPort, CONNECT_MS))
     {
      Drop();
      return;
     }
   ArrayResize(g_read, 0);
   g_idleMs = GetTickCount64();
   g_nonce = Nonce();
   SendLine("{\"type\":\"hello\",\"v\":" + IntegerToString(PROTOCOL_VERSION) + ",\"bridge\":\"lockstep-mql5/0.1.0\",\"nonce\":\"" + g_nonce + "\"}");
  }

void Drop()
  {
   if(g_isOpen)
      g_triedMs = 0; // A connection that was good is made again at once.
   g_isOpen = false;
   if(g_socket != INVALID_HANDLE)
      SocketClose(g_socket);
   g_socket = INVALID_HANDLE;
  }

void SendLine(const string text)
  {
   if(g_socket == INVALID_HANDLE)
      return;
   uchar data[];
   int count = StringToCharArray(text + "\n", data, 0, WHOLE_ARRAY, CP_UTF8) - 1; // without the zero at its end
   int sent = 0;
   while(sent < count)
     {
      uchar part[];
      ArrayCopy(part, data, 0, sent, count - sent);
      int done = SocketSend(g_socket, part, (uint)ArraySize(part));
      if(done <= 0)
        {
         Drop();
         return;
        }
      sent += done;
     }
  }

void ReadLines()
  {
   uint waiting = SocketIsReadable(g_socket);
   while(waiting > 0 && g_socket != INVALID_HANDLE)
     {
      uchar part[];
      int count = SocketRead(g_socket, part, waiting, 10);
      if(count <= 0)
        {
         Drop();
         return;
        }
      ArrayCopy(g_read, part, ArraySize(g_read), 0, count);
      if(ArraySize(g_read) > LONGEST_LINE)
        {
         Drop();
         return;
        }
      waiting = SocketIsReadable(g_socket);
     }
   TakeLines();
   g_idleMs = GetTickCount64();
  }

void TakeLines()
  {
   int from = 0;
   int size = ArraySize(g_read);
   for(int at = 0; at < size && g_socket != INVALID_HANDLE; at++)
     {
      if(g_read[at] != '\n')
         continue;
      string line = CharArrayToString(g_read, from, at - from, CP_UTF8);
      from = at + 1;
      StringTrimRight(line);
      if(line != "")
         Take(line);
     }
   if(from == 0)
      return;
   uchar rest[];
   if(from < size)
      ArrayCopy(rest, g_read, 0, from, size - from);
   ArrayFree(g_read);
   ArrayCopy(g_read, rest);
  }

//--- session -------------------------------------------------------

void Take(const string line)
  {
   string type = JsonText(line, "type");
   if(!g_isOpen)
     {
      Open(line, type);
      return;
     }
   if(type == "ping")
     {
      SendLine("{\"type\":\"pong\",\"t\":" + JsonRaw(line, "t", "0") + "}");
      return;
     }
   string id = JsonRaw(line, "id", "");
   string method = JsonText(line, "method");
   if(id == "" || method == "")
     {
      SendLine("{\"type\":\"error\",\"message\":\"received neither a request (id, method, params) nor a ping\"}");
      return;
     }
   // What nobody waits for any more must not be done late, after a call that has blocked.
   long deadlineMs = JsonLong(line, "deadlineMs");
   bool isLate = deadlineMs > 0 && GetTickCount64() - g_idleMs > (ulong)deadlineMs;
   string answer = isLate ? Failure("late", 0, method + " came to its turn after its deadline and was not done", "false")
                          : Answer(method, JsonRaw(line, "params", "{}"));
   SendLine("{\"id\":" + id + "," + answer + "}");
  }

void Open(const string line, const string type)
  {
   string reason = "";
   if(type != "open")
      reason = "expected open as the first message";
   else if(JsonRaw(line, "v", "") != IntegerToString(PROTOCOL_VERSION))
      reason = "the expert speaks version " + IntegerToString(PROTOCOL_VERSION) + " of the protocol";
   else if(JsonText(line, "proof") != Proof(g_nonce))
      reason = "wrong token";
   if(reason != "")
     {
      SendLine("{\"type\":\"refused\",\"reason\":" + JsonQuoted(reason) + "}");
      Drop();
      return;
     }
   g_isOpen = true;
   SendLine("{\"type\":\"opened\",\"proof\":\"" + Proof(JsonText(line, "nonce")) + "\"}");
  }

//--- proofs --------------------------------------------------------

string Nonce()
  {
   string seed = IntegerToString((long)GetMicrosecondCount()) + IntegerToString(MathRand()) + IntegerToString(MathRand())
                 + IntegerToString((long)TimeLocal()) + IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN)) + InpToken;
   uchar data[], hash[];
   Bytes(seed, data);
   Sha256(data, hash);
   return(StringSubstr(Hex(hash), 0, 32));
  }

//--- HMAC-SHA256 of a text with the token, hex (RFC 2104).
string Proof(const string text)
  {
   uchar key[], message[], inner[], outer[], hash[];
   Bytes(InpToken, key);
   if(ArraySize(key) > 64)
     {
      Sha256(key, hash);
      ArrayCopy(key, hash);
      ArrayResize(key, ArraySize(hash));
     }
   int length = ArraySize(key);
   ArrayResize(key, 64);
   for(int at = length; at < 64; at++)
      key[at] = 0;
   Bytes(text, message);
   ArrayResize(inner, 64);
   ArrayResize(outer, 64);
   for(int at = 0; at < 64; at++)
     {
      inner[at] = (uchar)(key[at] ^ 0x36);
      outer[at] = (uchar)(key[at] ^ 0x5C);
     }
   ArrayCopy(inner, message, 64);
   Sha256(inner, hash);
   ArrayCopy(outer, hash, 64);
   Sha256(outer, hash);
   return(Hex(hash));
  }

void Bytes(const string text, uchar &data[])
  {
   int count = StringToCharArray(text, data, 0, WHOLE_ARRAY, CP_UTF8) - 1;
   ArrayResize(data, MathMax(count, 0));
  }

void Sha256(const uchar &data[], uchar &hash[])
  {
   uchar none[];
   ArrayResize(none, 0);
   CryptEncode(CRYPT_HASH_SHA256, data, none, hash);
  }

string Hex(const uchar &data[])
  {
   string text = "";
   for(int at = 0; at < ArraySize(data); at++)
      text += StringFormat("%02x", data[at]);
   return(text);
  }
